"""Signs that a mail is not from whom it seems to be: a domain that looks like a known one, answers that go elsewhere,
a name that is another's address, links whose words say another place. Hints for a reader, never a verdict.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from workspace.mail.address import ascii_domain, domain_of, normalise
from workspace.mail.domains import is_free_mail, organisation
from workspace.mail.html import link_target_differs
from workspace.mail.unsubscribing import host_of
from workspace.model.items import Address

SHORTEST = 5
"""Letters of a name for which one other letter is taken for an imitation: shorter names are alike by chance."""
MAX_LINKS = 400
# What reads like another letter (Unicode TR 39), the common ones; the dotless and the capital i as they are misread.
_ALIKE = str.maketrans("аеорсухіјѕԁһӏոαοραντκιεςυ013579ıiㅣ|", "aeopcyxljsdhlnaopavtklecuolestgllll")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_EMAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[\w-]{2,})")
_LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Hint:
    """``kind`` is ``lookalike``, ``name_says``, ``replies_elsewhere`` or ``links_elsewhere``.

    ``seems`` is what it looks like, ``is_really`` what it is: two domains, an address and a domain, or two hosts.
    """

    kind: str
    seems: str
    is_really: str


class KnownDomains:
    """The registrable domains of people one has to do with, ready to be compared with; to be made beside a window."""

    def __init__(self, domains: Iterable[str]) -> None:
        found = {organisation(each) or ascii_domain(each) for each in domains if "." in each}
        self._known, self._ordered = frozenset(found), sorted(found)
        self._looks = {_look(each): each for each in sorted(found, reverse=True)}

    def __contains__(self, domain: str) -> bool:
        name = ascii_domain(domain)
        return name in self._known or organisation(name) in self._known

    def imitated(self, domain: str) -> str:
        """The known domain that this one looks like without being it, else empty."""
        name = ascii_domain(domain)
        if not name or name in self:
            return ""
        own = organisation(name) or name
        return self._looks.get(_look(own)) or self._one_off(own) or self._leading(name)

    def _one_off(self, own: str) -> str:
        if len(own.partition(".")[0]) < SHORTEST:
            return ""
        lengths = range(len(own) - 1, len(own) + 2)
        return next((each for each in self._ordered if len(each) in lengths and _is_one_off(own, each)), "")

    def _leading(self, name: str) -> str:
        """``bank.example`` in ``bank.example.login.test``."""
        labels = name.split(".")
        starts = (".".join(labels[:n]) for n in range(len(labels) - 1, 1, -1))
        return next((each for each in starts if each in self._known), "")


def hints(
    sender: Address, reply_to: Sequence[Address], html: str, known: KnownDomains, *, is_list: bool = False
) -> list[Hint]:
    """At most one of each kind. Newsletters are sent for others, count their links and are answered elsewhere: of
    those (``is_list``) only the domain itself counts, and answers to free mail."""
    domain = domain_of(sender.email)
    if not domain:
        return []
    found: list[Hint] = []
    if seems := known.imitated(domain):
        found.append(Hint("lookalike", seems, domain))
    if not is_list and (shown := _other_address(sender.name, domain)):
        found.append(Hint("name_says", shown, normalise(sender.email)))
    if elsewhere := _answered_elsewhere(sender, reply_to, known, is_list=is_list):
        found.append(Hint("replies_elsewhere", normalise(sender.email), elsewhere))
    return [*found, *_first_link(html)] if not is_list else found


def _other_address(name: str, domain: str) -> str:
    """An address in the display name that is of another organisation than the real one."""
    named = _EMAIL.search(name)
    return normalise(named[0]) if named and not _is_same(named[1], domain) else ""


def _answered_elsewhere(sender: Address, reply_to: Sequence[Address], known: KnownDomains, *, is_list: bool) -> str:
    own = domain_of(sender.email)
    for each in reply_to:
        domain = domain_of(each.email)
        to_anybody = is_free_mail(domain) and not is_free_mail(own)
        if domain and not _is_same(domain, own) and (to_anybody or not (is_list or domain in known)):
            return normalise(each.email)
    return ""


def _first_link(html: str) -> list[Hint]:
    """The first link whose words name a host of another organisation than it leads to."""
    for n, match in enumerate(_LINK.finditer(html)):
        if n >= MAX_LINKS:
            break
        words, href = unescape(_TAG.sub("", match[2])).strip(), unescape(match[1])
        target = host_of(href)
        shown = host_of(words) or host_of(f"https://{words}")
        if target and shown and not _is_same(shown, target) and link_target_differs(words, href):
            return [Hint("links_elsewhere", shown, target)]
    return []


def _is_same(one: str, other: str) -> bool:
    """Whether two hosts belong to one organisation."""
    first, second = ascii_domain(one), ascii_domain(other)
    return first == second or (bool(organisation(first)) and organisation(first) == organisation(second))


def _look(domain: str) -> str:
    """How a domain reads at a glance: the same for all that look alike."""
    text = _as_read(domain) if "xn--" in domain else domain
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).lower()
        text = "".join(each for each in text if not unicodedata.combining(each))
    text = text.translate(_ALIKE).replace("-", "")
    for pair, one in _PAIRS:
        text = text.replace(pair, one)
    return text


def _as_read(domain: str) -> str:
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _is_one_off(one: str, other: str) -> bool:
    """Whether one letter was changed, left out, put in, or swapped with its neighbour."""
    if one.partition(".")[2] != other.partition(".")[2]:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
