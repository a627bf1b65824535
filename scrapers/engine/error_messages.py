"""Why a request has no answer, in one phrase: what manifests and failed details quote."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from pipelines.language.messages import told
from scrapers.middlewares.address_guard import blocked_names
from scrapers.middlewares.recording import NotInArchive


def reason(error: Exception, url: str, trace: list[str]) -> str:
    """The phrase. `trace`: the statuses of the tries before the last."""
    text = str(error)
    if name := next((name for name in blocked_names if name in text or name == urlsplit(url).hostname), None):
        return told("note.not_public", name=name, address=blocked_names[name])
    match error:
        case NotInArchive():
            return trace[-1] if trace else told("note.not_recorded")
        case DownloadCancelledError():
            return told("note.too_large")
        case IgnoreRequest() if "maxsize" in text.lower():
            return told("note.too_large")
        case IgnoreRequest() if "max redirections" in text:
            return told("note.too_many_redirects")
        case IgnoreRequest():
            return text
        case DownloadTimeoutError():
            return told("note.timeout")
        case CannotResolveHostError():
            return told("note.unresolved", name=urlsplit(url).hostname)
        case DownloadConnectionRefusedError():
            return told("note.refused")
        case DownloadFailedError() if "certificate verify failed" in text:
            return told("note.certificate")
        case ValueError():
            return told("note.cannot_ask", url=repr(url), why=text)
    return told("note.no_answer", why=type(error).__name__)
