"""Google for the bench: the stand-in of the tests with many accounts, its mails read before anybody asks."""

from email.header import decode_header, make_header

from benchmarks.mails import mails
from benchmarks.stand_ins import Asked, Served, token_of
from tests.fakes.google import Google, GoogleAccount
from tests.fakes.google_mail import Mail
from tests.fakes.google_methods import Method
from tests.fakes.google_web import Refusal


class _Counting(Google):
    """Notes every call, what it cost, and every refusal for too many."""

    noted = Asked()

    def _charge(self, account: GoogleAccount, method: Method) -> None:
        try:
            super()._charge(account, method)
        except Refusal:
            self.noted.refused += 1
            raise
        self.noted.note(method.name, method.units)


class Service:
    """``units`` is what an account may spend a minute; 0 for no limit, there and here."""

    def __init__(self, *, accounts: int, mails: int, units: int = 0) -> None:
        self._google = _Counting()
        self._google.user_units = units or None
        self.accounts = [self._account(f"google{n}", mails, units) for n in range(accounts)]

    def _account(self, name: str, count: int, units: int) -> Served:
        address = f"{name}@bench.example"
        account = self._google.add_account(name, address)
        for at, raw in mails(count):
            mail = account.box.add(raw, ["INBOX", "CATEGORY_PERSONAL"], at, thread_id=f"t{at.timestamp():.0f}")
            _read(mail)
        settings = {
            "client_id": "bench",
            "base_url": self._google.base_url,
            "user_units_per_minute": str(units),
            "app_units_per_minute": "0",
        }
        return Served(name, "google", settings, token_of(name), address)

    def asked(self) -> Asked:
        noted, self._google.noted = self._google.noted, Asked()
        return noted

    def close(self) -> None:
        self._google.close()


def _read(mail: Mail) -> None:
    """What the stand-in would parse with the email package at 2 ms a mail, so that this is not what is measured."""
    head = mail.raw.partition(b"\r\n\r\n")[0].decode("ascii").replace("\r\n ", " ")
    pairs = [line.partition(": ")[::2] for line in head.split("\r\n")]
    vars(mail)["headers"] = [{"name": name, "value": str(make_header(decode_header(text)))} for name, text in pairs]
    vars(mail)["snippet"] = "A mail of the bench"
