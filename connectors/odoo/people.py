"""Who a mail is from and to, as partners: linked by id where Odoo knows the address."""

from collections.abc import Collection, Mapping

from connectors.odoo.looking import any_of
from connectors.odoo.models import PARTNER
from connectors.odoo.rpc import Rpc
from workspace.mail.address import normalise, parse_text
from workspace.model.filings import Filing


def partners_of(rpc: Rpc, filing: Filing, chosen: Collection[int]) -> dict[str, int]:
    """A partner's id by address, for each address of the filing that one has.

    Of several with the same address the one that was filed to, then a person rather than a company, then the oldest.
    """
    addresses = (filing.from_, *filing.to, *filing.cc, *filing.bcc)
    emails = sorted({normalise(each.email) for each in addresses if "@" in each.email})
    if not emails:
        return {}
    domain = any_of([["email_normalized", "in", emails], *(["email", "=ilike", each] for each in emails)])
    rows = rpc.rows(PARTNER, domain, ["email", "is_company"], order="id")
    rows.sort(key=lambda row: (row["id"] not in chosen, bool(row.get("is_company"))))
    found: dict[str, int] = {}
    for row in rows:
        for each in parse_text(str(row.get("email") or "")):
            found.setdefault(normalise(each.email), row["id"])
    return {email: found[email] for email in emails if email in found}


def recipients(filing: Filing, partners: Mapping[str, int]) -> list[int]:
    known = (partners.get(normalise(each.email)) for each in (*filing.to, *filing.cc, *filing.bcc))
    return list(dict.fromkeys(each for each in known if each))
