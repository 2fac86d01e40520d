"""Search in sentences: what of a query was not understood, and how much can be searched."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from ui.widgets.times import count, short_date
from workspace.mail.query import Guess, Trouble
from workspace.store.reading.coverage import Coverage


def tr(text: str) -> str:
    return QCoreApplication.translate("search", text)


def search_words(troubles: Sequence[Trouble], coverage: Coverage | None) -> str:
    """The line under the search field: what is wrong with the query, else what it searches."""
    if troubles:
        return trouble_words(troubles[0])
    return coverage_words(coverage) if coverage else ""


def guess_words(found: Guess) -> str:
    """A question."""
    return tr("No operator {typed}: – did you mean {meant}:?").format(typed=found.typed, meant=found.meant)


def trouble_words(trouble: Trouble) -> str:
    """In a sentence."""
    if trouble.key == "empty":
        text = {
            "from": tr("from: needs a name or address"),
            "to": tr("to: needs a name or address"),
            "subject": tr("subject: needs a word of the subject"),
            "in": tr("in: needs a folder or channel, such as in:inbox"),
            "has": tr("has: takes {choices}").format(choices=_choices("has")),
            "is": tr("is: takes {choices}").format(choices=_choices("is")),
            "filed": tr("filed: takes yes, no, or the name of a CRM or customer"),
        }.get(trouble.operator)
        return text or _date_words(trouble)
    if trouble.key == "choice":
        words = tr("{operator}:{value} is not known. It takes {choices}")
        return words.format(operator=trouble.operator, value=trouble.value, choices=_choices(trouble.operator))
    if trouble.key == "folder":
        return tr("No folder or channel here is called “{value}”").format(value=trouble.value)
    return _date_words(trouble)


def _choices(operator: str) -> str:
    """What an operator takes, as it is typed in the window's language."""
    return tr("attachment, image, pdf") if operator == "has" else tr("unread, read, starred, sent, draft, chat, mail")


def _date_words(trouble: Trouble) -> str:
    words = tr("{operator}: needs a date, such as 2026-03-01, 2026-03 or 2w (two weeks ago)")
    return words.format(operator=trouble.operator)


def coverage_words(found: Coverage) -> str:
    """Since when texts are searchable, and how many accounts are not done."""
    if not found.indexing:
        return tr("All mail here is searchable")
    words = tr("one account still indexing") if found.indexing == 1 else tr("{n} accounts still indexing")
    rest = words.format(n=count(found.indexing))
    if found.since is None:
        return rest
    day = short_date(found.since.astimezone().date(), datetime.now(UTC).astimezone().date())
    return tr("Texts since {date}; {rest}").format(date=day, rest=rest)
