"""What people read, by name and language: the catalogue of messages in `messages/`, a file a language.

Belongs here: finding a message, filling it in, and holding each file against the first one. Does not belong: any
sentence, and which message is said where.

The files are gettext's PO, read as they stand by Babel: any editor of translations opens them, and nothing is compiled.
A message's name (`bulletin.days_left`) is its topic, a dot, and what it says; what is filled in stands in braces, as
`str.format` has it. A language is a file: `messages/pt.po`, or `messages/pt.po` in a territory's own folder. It must
have every message of `es.po` with the same arguments, for a bulletin half in another tongue helps nobody: what it lacks
is said at once, with the file's name.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter

Language = str
FOLDER = Path(__file__).resolve().parents[2] / "messages"
FIRST: Language = "es"
"""The language whose file says which messages there are."""
PLACE = frozenset(
    [
        "country",
        "currency",
        "currency_mark",
        "currency_name",
        "here",
        "region",
        "local_area",
        "local_areas",
        "local_reach",
        "other_area",
    ]
)
"""What a message may be filled in with that nobody hands it: `pipelines.place`."""
SHOWN = 8  # messages that are named of those that a file lacks


class MessagesError(ValueError):
    """A file of messages that cannot be used, or a message that no file has: says where, what and the mend."""


@dataclass(frozen=True, slots=True)
class _File:
    """One language's messages. `forms`: what each says, of one that counts a form a plural; `plural`: which of them a
    count takes."""

    path: Path
    forms: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]


_folders: list[Path] = [FOLDER]


def read_also(folder: Path) -> None:
    """Read languages from one more folder, such as a territory's own; its file of a language goes before the one that
    ships."""
    if folder.is_dir() and folder not in _folders:
        _folders.insert(0, folder)
        forget()


def languages() -> tuple[Language, ...]:
    """The languages that there are files for, the first one first."""
    return FIRST, *sorted(_paths().keys() - {FIRST})


def check(language: Language) -> Language:
    """The language, where it can be spoken: its file is there and whole. Raises MessagesError."""
    _file(language)
    return language


def text(name: str, language: Language, /, count: int | None = None, **values: object) -> str:
    """A message with its arguments filled in; `count` also chooses the form of one that counts.

    Raises MessagesError for a name or a language that there is no message or file for.
    """
    file = _file(language)
    forms = file.forms.get(name)
    if forms is None:
        raise MessagesError(f"{file.path}: has no message {name!r}; add it to every file of messages")
    if len(forms) == 1:
        return _filled(forms[0], language, count, values)
    if count is None:
        raise MessagesError(f"{file.path}: {name} has a form for one and for many; say `count`")
    return _filled(forms[file.plural(count)], language, count, values)


class _Values(dict[str, object]):
    """What a message is filled in with; what nobody said is of the place: `{country}`, `{here}`."""

    language: Language

    def __missing__(self, name: str) -> str:
        from pipelines.place import in_use

        return in_use().word(name, self.language)


def _filled(form: str, language: Language, count: int | None, values: Mapping[str, object]) -> str:
    known = _Values(values, count=count)
    known.language = language
    return form.format_map(known)


def own() -> Language:
    """The language of the place that this process works for: what is said where nobody asks for another."""
    from pipelines.place import in_use

    return in_use().language


def told(name: str, /, count: int | None = None, **values: object) -> str:
    """A message in the language of the place: what is written down for all who read it later."""
    return text(name, own(), count, **values)


def forget() -> None:
    """Read the files anew, for a place that may say some messages in its own way."""
    for kept in (_paths, _file, family, tables_in):
        kept.cache_clear()


def name_in(names: Mapping[Language, str], language: Language) -> str:
    """Of names that a territory's files give by language, the one to show: the first language's where they lack it."""
    return names.get(language) or names[FIRST]


@cache
def tables_in(language: Language) -> Mapping[str, str]:
    """What tables and columns are described as in a language, by the Spanish of their headers (`messages/tables`); none
    where there is no file, so that they are described in Spanish."""
    found: dict[str, str] = {}
    for folder in reversed(_folders):
        path = folder / "tables" / f"{language}.po"
        found |= {name: forms[0] for name, forms in read(path).forms.items()} if path.is_file() else {}
    return found


@cache
def family(topic: str, language: Language) -> Mapping[str, str]:
    """All messages of a topic, by what follows its dot, in the file's order; none of them may count."""
    start = f"{topic}."
    return {
        name.removeprefix(start): forms[0] for name, forms in _file(language).forms.items() if name.startswith(start)
    }


def arguments(forms: tuple[str, ...]) -> frozenset[str]:
    """What a message is filled in with; a form may leave its count out ("tomorrow")."""
    found = {field for form in forms for _, field, _, _ in Formatter().parse(form) if field is not None}
    return frozenset(found - {"count"})


@cache
def _paths() -> Mapping[Language, Path]:
    return {path.stem: path for folder in reversed(_folders) for path in sorted(folder.glob("*.po"))}


@cache
def _file(language: Language) -> _File:
    path = _paths().get(language)
    if path is None:
        raise MessagesError(
            f"no messages in {language!r}; there are {', '.join(languages())}: a language is a file in {FOLDER}"
        )
    found = _as_said_here(read(path), language)
    if language != FIRST:
        _held_against(found, _file(FIRST))
    return found


def _as_said_here(file: _File, language: Language) -> _File:
    """The file with what the place says in its own way. Raises MessagesError for a message that there is not, or that
    is filled in with something else."""
    from pipelines.place import in_use

    own = in_use().messages(language)
    for name, said in own.items():
        forms = file.forms.get(name)
        if forms is None or len(forms) != 1:
            near = get_close_matches(name, [known for known, said in file.forms.items() if len(said) == 1], 1)
            hint = f"did you mean {near[0]}?" if near else f"see {file.path}"
            raise MessagesError(f"{in_use().path}: words, {language}, {name}: is no message of one form: {hint}")
        given, wanted = (arguments(words) - PLACE for words in ((said,), forms))
        if given != wanted:
            raise MessagesError(
                f"{in_use().path}: words, {language}, {name}: is filled in with {_listed(given)}; the message has"
                f" {_listed(wanted)}"
            )
    return replace(file, forms={**file.forms, **{name: (said,) for name, said in own.items()}}) if own else file


def read(path: Path) -> _File:
    """The messages of a file; those without words, or marked fuzzy, are none. Raises MessagesError."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as lines:
            catalogue = read_po(lines, abort_invalid=True)
        plural = gettext.c2py(catalogue.plural_expr)
    except (OSError, ValueError, PoFileError) as error:
        raise MessagesError(f"{path}: is no file of messages ({error})") from error
    forms: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        name = message.id if isinstance(message.id, str) else message.id[0]
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if name and said and all(said) and not message.fuzzy:
            forms[name] = said
    for name, said in forms.items():
        try:
            arguments(said)
        except ValueError as error:
            raise MessagesError(f"{path}: {name}: {error}; a brace of the text itself is written twice") from error
    return _File(path, forms, plural)


def _held_against(file: _File, first: _File) -> None:
    """Raise MessagesError where a file lacks a message of the first one, or fills one in with something else."""
    if lacking := sorted(first.forms.keys() - file.forms.keys()):
        more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
        raise MessagesError(
            f"{file.path}: lacks {', '.join(lacking[:SHOWN])}{more}; say there what {first.path.name} says"
        )
    for name, forms in first.forms.items():
        wanted, given = (arguments(said) - PLACE for said in (forms, file.forms[name]))
        if wanted != given:
            raise MessagesError(
                f"{file.path}: {name} is filled in with {_listed(given)}; {first.path.name} has {_listed(wanted)}"
            )


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"
