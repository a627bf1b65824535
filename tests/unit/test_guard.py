"""No spelling, name or wrapping of an address gets a crawl to a host that is not public."""

from types import SimpleNamespace

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from scrapers.middlewares.address_guard import GuardedResolver, blocked_names, is_public, why_forbidden


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://localhost/",
        "http://LOCALHOST:8080/",
        "http://localhost./",
        "http://any.localhost/",
        "http://127.0.0.1./",
        "http://10.0.0.8/",
        "http://172.16.3.4/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://240.0.0.1/",
        "http://198.18.0.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[ff02::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::127.0.0.1]/",
        "http://[fec0::1]/",
        "http://①②⑦.0.0.1/",
        "http://user:word@127.0.0.1/",
        "https://10.0.0.8:8443/",
        "file:/etc/hostname",
        "ftp://example.org/",
        "data:text/plain,hi",
        "gopher://example.org/",
        "http:///path",
        "http://[::1/",
        "",
    ],
)
def test_an_address_that_is_not_public_is_forbidden(url):
    assert why_forbidden(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/calls?page=1",
        "http://93.184.216.34/",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        "http://[::ffff:93.184.216.34]/",
        "https://fondos.gob.cl:8443/",
        "https://10.example.org/",
    ],
)
def test_a_public_address_is_not(url):
    assert why_forbidden(url) is None


def test_what_is_allowed_is_one_host_and_one_port():
    allow = frozenset({"127.0.0.1:8080"})
    assert why_forbidden("http://127.0.0.1:8080/", allow) is None
    assert why_forbidden("http://127.0.0.1:8081/", allow)
    assert why_forbidden("http://127.0.0.1/", allow)
    assert why_forbidden("ftp://127.0.0.1:8080/", allow)


def test_words_are_no_public_address():
    assert not is_public("example.org")


def resolve(name: str, addresses: list[str], allow=frozenset(), port=80) -> list[str]:
    class Names:
        def resolveHostName(self, receiver, host, port=0, *rest):
            receiver.resolutionBegan(SimpleNamespace(name=host))
            for address in addresses:
                receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, port))
            receiver.resolutionComplete()

    class Receiver:
        passed: list[str]
        done = False

        def __init__(self):
            self.passed = []

        def resolutionBegan(self, resolution):
            assert resolution.name == name

        def addressResolved(self, address):
            self.passed.append(address.host)

        def resolutionComplete(self):
            self.done = True

    receiver = Receiver()
    GuardedResolver(SimpleNamespace(nameResolver=Names()), 100, allow).resolveHostName(receiver, name, port)
    assert receiver.done
    return receiver.passed


def test_of_a_name_only_its_public_addresses_are_passed():
    assert resolve("two.example.org", ["10.0.0.1", "93.184.216.34", "::1"]) == ["93.184.216.34"]
    assert blocked_names["two.example.org"] == "::1"


def test_a_cached_answer_is_judged_again():
    assert resolve("inside.example.org", ["192.168.0.7"]) == []
    assert resolve("inside.example.org", ["192.168.0.7"]) == []


def test_an_allowed_name_is_passed_on_its_port_alone():
    allow = frozenset({"test.example.org:8080"})
    assert resolve("test.example.org", ["127.0.0.1"], allow, 8080) == ["127.0.0.1"]
    assert resolve("test.example.org", ["127.0.0.1"], allow, 9090) == []
