"""What the tests of every format share: invented editions and hostile texts, as fixtures.

Belongs here: handing `builder.py` and `hostile.py` on. Does not belong: what a test asks.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"exports_{name}", HERE / f"{name}.py")
    assert spec
    assert spec.loader
    if spec.name in sys.modules:
        return sys.modules[spec.name]
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def builder() -> ModuleType:
    """`builder.edition(**fields)`, `builder.item(number, **fields)`, `builder.profile(**fields)`."""
    return _beside("builder")


@pytest.fixture(scope="session")
def hostile() -> ModuleType:
    """`hostile.PAYLOADS` and `hostile.poisoned(edition, payload)`."""
    return _beside("hostile")
