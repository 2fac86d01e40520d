"""What the domain name system says of a domain, asked within a bound and with nothing but the domain's name."""

from typing import Any

import dns.exception
import dns.rdatatype
import dns.resolver

from workspace.engine.departures import note_plain
from workspace.mail.servers import is_host

SECONDS = 2.5


class Unanswered(OSError):
    """No name server answered: this computer is offline, or its network keeps them away."""


class NoSuchDomain(LookupError):
    """A name server says that there is none of that name."""


class Names:
    """Safe to use from several threads. ``server`` is asked as ``host:port`` in place of the system's name servers."""

    def __init__(self, server: str = "") -> None:
        self._server = server

    def _resolver(self) -> dns.resolver.Resolver:
        """A new one, so that a network that changed is noticed."""
        if not self._server:
            return dns.resolver.Resolver()
        resolver = dns.resolver.Resolver(configure=False)
        host, _, port = self._server.rpartition(":")
        resolver.nameservers, resolver.port = [host], int(port)
        return resolver

    def services(self, service: str, domain: str) -> list[tuple[str, int]]:
        """Hosts and ports of a service (RFC 2782), the preferred first; empty where it is not offered."""
        found = sorted(self._ask(f"{service}.{domain}", "SRV"), key=lambda row: (row.priority, -row.weight))
        hosts = [(_plain(row.target), int(row.port)) for row in found]
        return [(host, port) for host, port in hosts if is_host(host) or host == "localhost"]

    def text(self, name: str) -> list[str]:
        """The strings of its TXT records."""
        return [part.decode("utf-8", "replace") for row in self._ask(name, "TXT") for part in row.strings]

    def mail_hosts(self, domain: str) -> list[str]:
        """Who takes a domain's mail (MX), the preferred first. Raises :class:`NoSuchDomain`."""
        found = sorted(self._ask(domain, "MX", is_named=True), key=lambda row: int(row.preference))
        return [host for host in (_plain(row.exchange) for row in found) if is_host(host)]

    def addresses(self, host: str) -> list[str]:
        return [str(row.address) for kind in ("A", "AAAA") for row in self._ask(host, kind)]

    def _ask(self, name: str, kind: str, *, is_named: bool = False) -> list[Any]:
        """Raises :class:`Unanswered`, and :class:`NoSuchDomain` where the name itself is meant."""
        try:
            resolver = self._resolver()
            for server in resolver.nameservers[:1]:
                note_plain(str(server))
            return list(resolver.resolve(name, kind, lifetime=SECONDS, search=False))
        except dns.resolver.NXDOMAIN:
            if is_named:
                raise NoSuchDomain(name) from None
            return []
        except dns.resolver.NoAnswer:
            return []
        except dns.resolver.NoNameservers as error:
            if any(each[4] is not None for each in error.kwargs.get("errors", ())):
                return []  # a server answered that it cannot say
            raise Unanswered(name) from None
        except (dns.exception.DNSException, OSError) as error:
            if isinstance(error, dns.exception.SyntaxError | dns.name.LabelTooLong | dns.name.EmptyLabel):
                return []
            raise Unanswered(name) from None


def _plain(name: object) -> str:
    """Without the dot at its end; empty for the root, which says "not here"."""
    return str(name).rstrip(".").lower()
