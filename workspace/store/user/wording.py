"""What the user writes again and again: a signature for each address, and templates."""

import uuid
from dataclasses import dataclass
from typing import Any

from workspace.model.ids import AccountId, WorkplaceId
from workspace.store.user.file import UserFile

_TEMPLATES = "SELECT template_id, workplace_id, name, subject, html FROM template"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """``html`` and ``subject`` hold fields such as ``{first}``; without a workplace it is offered in all of them."""

    template_id: str
    workplace_id: WorkplaceId | None
    name: str
    subject: str
    html: str


class Wording(UserFile):
    """Signatures and templates. Their HTML is the light one that the editor of letters writes."""

    def signatures(self) -> dict[tuple[AccountId, str], str]:
        """The HTML of every signature, by account and address."""
        rows = self._all("SELECT account_id, email, html FROM signature")
        return {(account_id, email): html for account_id, email, html in rows}

    def signature(self, account_id: AccountId, email: str) -> str:
        """The signature of one address; empty where it has none."""
        rows = self._all("SELECT html FROM signature WHERE account_id = ? AND email = ?", account_id, email)
        return str(rows[0][0]) if rows else ""

    def set_signature(self, account_id: AccountId, email: str, html: str) -> None:
        """Keep a signature; empty takes it away."""
        if html:
            self._write("INSERT OR REPLACE INTO signature VALUES (?, ?, ?)", account_id, email, html)
        else:
            self._write("DELETE FROM signature WHERE account_id = ? AND email = ?", account_id, email)

    def templates(self) -> list[TemplateRow]:
        """Every template, in the user's order."""
        return [_template(row) for row in self._all(f"{_TEMPLATES} ORDER BY position, name")]

    def template(self, template_id: str) -> TemplateRow | None:
        rows = self._all(f"{_TEMPLATES} WHERE template_id = ?", template_id)
        return _template(rows[0]) if rows else None

    def add_template(self, name: str, subject: str, html: str, workplace_id: WorkplaceId | None = None) -> TemplateRow:
        """Make a template, the last of all."""
        made = TemplateRow(uuid.uuid4().hex, workplace_id, name, subject, html)
        self.keep_template(made)
        return made

    def keep_template(self, row: TemplateRow) -> None:
        """Keep a template as it is now; one that was deleted comes back at the end."""
        with self._writing() as execute:
            place = execute("SELECT position FROM template WHERE template_id = ?", (row.template_id,)).fetchone()
            if place is None:
                place = execute("SELECT coalesce(max(position), -1) + 1 FROM template").fetchone()
            values = (row.template_id, row.workplace_id, row.name, row.subject, row.html, place[0])
            execute("INSERT OR REPLACE INTO template VALUES (?, ?, ?, ?, ?, ?)", values)

    def delete_template(self, template_id: str) -> bool:
        return self._write("DELETE FROM template WHERE template_id = ?", template_id) > 0


def _template(row: tuple[Any, ...]) -> TemplateRow:
    template_id, workplace_id, name, subject, html = row
    return TemplateRow(template_id, workplace_id, name, subject, html)
