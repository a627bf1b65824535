"""Why a request has no answer, in one Spanish phrase: what manifests and failed details quote."""

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

from scrapers.middlewares.address_guard import blocked_names
from scrapers.middlewares.recording import NotInArchive


def reason(error: Exception, url: str, trace: list[str]) -> str:
    """The phrase. `trace`: the statuses of the tries before the last."""
    text = str(error)
    if name := next((name for name in blocked_names if name in text or name == urlsplit(url).hostname), None):
        return f"dirección prohibida, {name} resuelve a {blocked_names[name]}, que no es pública"
    match error:
        case NotInArchive():
            return trace[-1] if trace else "no está entre las respuestas grabadas"
        case DownloadCancelledError():
            return "la respuesta pasa de 32 MiB"
        case IgnoreRequest() if "maxsize" in text.lower():
            return "la respuesta pasa de 32 MiB"
        case IgnoreRequest() if "max redirections" in text:
            return "demasiadas redirecciones"
        case IgnoreRequest():
            return text
        case DownloadTimeoutError():
            return "sin respuesta a tiempo"
        case CannotResolveHostError():
            return f"el nombre {urlsplit(url).hostname} no se resuelve"
        case DownloadConnectionRefusedError():
            return "conexión rechazada"
        case DownloadFailedError() if "certificate verify failed" in text:
            return "su certificado no es válido"
        case ValueError():
            return f"la dirección {url!r} no se puede pedir ({text})"
    return f"sin respuesta ({type(error).__name__})"
