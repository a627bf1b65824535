"""The mail server that the environment names.

Belongs here: opening a connection to it. Does not belong: what is mailed, to whom, or what was mailed before.

`SMTP_HOST` (localhost), `SMTP_PORT` (587), `SMTP_USER`, `SMTP_PASSWORD`, `SMTP_FROM`. Port 465 speaks TLS from the
start; elsewhere STARTTLS is used where offered, and required with a user. Certificates are verified.
"""

from __future__ import annotations

import os
import smtplib
import ssl

TIMEOUT_SECONDS = 20
TLS_PORT = 465


def connect() -> smtplib.SMTP:
    """The server, greeted and logged into. Raises OSError (smtplib's errors are)."""
    host, port, user = (
        os.environ.get("SMTP_HOST", "localhost"),
        int(os.environ.get("SMTP_PORT", "587")),
        os.environ.get("SMTP_USER"),
    )
    trusted = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=trusted)
        if port == TLS_PORT
        else smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    )
    try:
        server.ehlo()
        if port != TLS_PORT and (server.has_extn("starttls") or user):
            server.starttls(context=trusted)
            server.ehlo()
        if user:
            server.login(user, os.environ.get("SMTP_PASSWORD", ""))
    except BaseException:
        server.close()
        raise
    return server


def sender(otherwise: str) -> str:
    """The address that mail comes from."""
    return os.environ.get("SMTP_FROM") or os.environ.get("SMTP_USER") or otherwise
