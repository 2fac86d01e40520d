"""How the mail that is answered or forwarded is introduced: in the window's language, at this computer's time."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from workspace.mail.compose import Wording


def tr(text: str) -> str:
    return QCoreApplication.translate("quoting", text)


def wording() -> Wording:
    """Names and sentences that other mail programs know as the head of a quotation too."""
    return Wording(
        wrote=tr("On {when}, {who} wrote:"),
        wrote_once=tr("{who} wrote:"),
        forwarded=tr("---------- Forwarded message ---------"),
        names=(tr("From"), tr("Date"), tr("Subject"), tr("To"), tr("Cc")),
        when=_when,
    )


def _when(at: datetime) -> str:
    here, locale = at.astimezone(), QLocale()
    pattern = "yyyy년 M월 d일 (ddd)" if locale.language() is QLocale.Language.Korean else "ddd, d MMM yyyy"
    return f"{locale.toString(QDate(here.year, here.month, here.day), pattern)} {here:%H:%M}"
