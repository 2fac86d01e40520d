"""States that the other pictures do not come to: first syncs, signed-out accounts, a full outbox, an empty search."""

from collections.abc import Callable
from datetime import timedelta

from tests.ui.calendar.sample import fill_week
from tests.ui.reader.screens import COLOURED, opened, wait
from tests.ui.sample_home import CRM, INBOX, SALES, SLACK, SUPPORT, VIP, SampleHome
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Email
from workspace.model.kinds import HealthState


def coloured_newsletter(window: MainWindow) -> None:
    opened(window, COLOURED)


def full_outbox(window: MainWindow) -> None:
    """Several things done, none of them confirmed."""
    inbox = window.mail.inbox
    for deed in (window.deeds.archive, window.deeds.trash, window.deeds.toggle_star):
        inbox.step(1)
        if window.mail.thread_id is not None:
            deed(window.mail.thread_id)
        wait(30)
    window.toast.hide()
    window.sheets.show_outbox()


screens: dict[str, Callable[[MainWindow], None]] = {
    "newsletter-coloured": coloured_newsletter,
    "outbox-full": full_outbox,
}


def first_mails(sample: SampleHome) -> None:
    """A first sync that is at work: the newest mails are here, and how many will come is known."""
    sample.fill_accounts()
    mails = tuple(
        Email(
            RemoteId(str(n)), sample.now - timedelta(hours=n), f"Order {48213 - n}",
            (Address("Haneul Trading", "orders@haneul.example"),), (Address("", "support@ours.example"),),
            message_id=f"<{n}@haneul.example>", snippet="Where is it?", text="Where is it?",
        )
        for n in range(9)
    )  # fmt: skip
    sample.writer.apply_page(sample.account(SUPPORT), INBOX, Page(mails, cursor="1", total=12_480))


def counted_sync(sample: SampleHome) -> None:
    """The same before its first mail."""
    sample.fill_accounts()
    sample.writer.apply_page(sample.account(VIP), INBOX, Page(cursor="1", total=12_480))


def signed_out(sample: SampleHome) -> None:
    place = sample.user.add_workplace("Ops", "#B7791F", "OP")
    sample.add_account(SLACK, "demo", "Slack · ops", place)
    sample.mirror()
    sample.say_health(SLACK, HealthState.NEEDS_SIGNIN, "signin_expired", {"host": "slack.example"})


def no_accounts(sample: SampleHome) -> None:
    """A workplace without an account beside one that has some."""
    sample.user.add_workplace("Ops", "#B7791F", "OP")
    sample.fill_accounts()


def no_crm(sample: SampleHome) -> None:
    """Mail of somebody, and nowhere to look him up."""
    first_mails(sample)
    for account_id in (CRM, SLACK):
        sample.user.remove_account(account_id)
    sample.mirror()
    for account_id in (SUPPORT, VIP):
        sample.say_health(account_id, HealthState.OK)


def troubled(sample: SampleHome) -> None:
    """An account of each kind of trouble, and one that is read for the first time."""
    first_mails(sample)
    sample.say_health(VIP, HealthState.UNREACHABLE, "unreachable", {"host": "imap.vip.example"})
    sample.say_health(SLACK, HealthState.NEEDS_SIGNIN, "signin_expired", {"host": "slack.example"})
    sample.say_health(CRM, HealthState.HELD_BACK, "held_back", {"gone": "312", "collection": "Contacts"})
    sample.say_health(SALES, HealthState.BROKEN, "broken", {"connector": "demo"})


homes: dict[str, Callable[[SampleHome], object]] = {
    "first-sync-mails": first_mails,
    "first-sync-counted": counted_sync,
    "signed-out": signed_out,
    "no-accounts": no_accounts,
}


def no_calendar(sample: SampleHome) -> None:
    """An account whose service has no calendar."""
    place = sample.user.add_workplace("Ops", "#B7791F", "OP")
    sample.add_account(SUPPORT, "caldav", "cal@ops.example · CalDAV", place)
    sample.mirror()
    sample.say_health(SUPPORT, HealthState.OK)


def unreached(sample: SampleHome) -> None:
    """A week of events of an account that cannot be reached now."""
    fill_week(sample.fill())
    sample.say_health(SUPPORT, HealthState.UNREACHABLE, "unreachable", {"host": "cal.ours.example"})


def show_calendar(window: MainWindow) -> None:
    window.show_place(Place.CALENDAR)


def show_first(window: MainWindow) -> None:
    window.mail.inbox.step(1)


shown_homes: dict[str, tuple[Callable[[SampleHome], object], Callable[[MainWindow], object]]] = {
    "accounts-trouble": (troubled, lambda window: window.show_accounts()),
    "calendar-trouble": (unreached, show_calendar),
    "calendar-none": (signed_out, show_calendar),
    "calendar-missing": (no_calendar, show_calendar),
    "customer-no-crm": (no_crm, show_first),
}
"""Homes in which something is done before the picture."""
