"""Which addresses a crawl may reach: http and https to public hosts, and nothing else.

Belongs here: the rule on addresses, the DNS resolver and the downloader middleware that hold it. Does not belong:
politeness (`scrapers/middlewares/robots.py`, settings). The resolver is the last word: it judges the very addresses
that are connected to, so that no name, redirect or rebinding gets round it.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IHostResolution, IResolutionReceiver
from zope.interface import implementer

from pipelines.language.messages import told

log = logging.getLogger(__name__)
ALLOW = "CATASTRO_ALLOW"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Names that resolved to nothing public, with what they resolved to: a process is one crawl.
blocked_names: dict[str, str] = {}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Blocked(IgnoreRequest):
    """A request to an address that no crawl may reach."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever form wraps it."""
    try:
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.teredo:
            return False
        inner = (
            ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        )
        if inner is not None:
            ip = inner
        elif int(ip) >> 32 == 0 or ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    )


def why_forbidden(url: str, allow: frozenset[str] = frozenset()) -> str | None:
    """Why the address may not be reached, None where nothing in its spelling forbids it."""
    try:
        parts = urlsplit(url)
        host, port = unicodedata.normalize("NFKC", parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return told("note.misspelt")
    if parts.scheme not in ("http", "https"):
        return told("note.scheme", scheme=parts.scheme)
    if not host:
        return told("note.no_host")
    if f"{host}:{port or (443 if parts.scheme == 'https' else 80)}" in allow:
        return None
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        return told("note.not_public_host", host=host)
    if host == "localhost" or host.endswith(".localhost"):
        return told("note.not_public_host", host=host)
    return None


def _literal(host: str) -> str | None:
    """The IP address that a host spells, in the shorthands too that libraries accept (decimal, hex, octal, few
    dots).
    """
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError):
        return None


class GuardMiddleware:
    """Refuses a request, first or redirected, by the spelling of its address."""

    def __init__(self, allow: frozenset[str]) -> None:
        self._allow = allow

    @classmethod
    def from_crawler(cls, crawler: Any) -> GuardMiddleware:
        return cls(frozenset(crawler.settings.getlist(ALLOW)))

    def process_request(self, request: Request) -> None:
        if why := why_forbidden(request.url, self._allow):
            raise Blocked(told("note.forbidden", why=why))


class GuardedResolver(CachingHostnameResolver):
    """A resolver that passes public addresses only."""

    def __init__(self, reactor: Any, cache_size: int, allow: frozenset[str]) -> None:
        super().__init__(reactor, cache_size)
        self._allow = allow

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        return cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"), frozenset(crawler.settings.getlist(ALLOW)))

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        if f"{hostName}:{portNumber}" not in self._allow:
            resolutionReceiver = _PublicOnly(resolutionReceiver, hostName)
        return super().resolveHostName(resolutionReceiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _PublicOnly:
    def __init__(self, receiver: Any, name: str) -> None:
        self._receiver, self._name = receiver, name

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            blocked_names[self._name] = address.host
            log.warning("%s resolves to %s, which is not public: not connected", self._name, address.host)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()
