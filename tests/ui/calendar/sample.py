"""A week of events in two workplaces, with a clash, an open invitation, whole days and another time zone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from tests.ui.sample_home import CALENDAR, INBOX, SALES, SUPPORT, VIP, SampleHome
from ui.calendar.span import midnight, week_of
from workspace.connector.pages import Page
from workspace.model.ids import RemoteId
from workspace.model.items import Address, Attendee, Email, Event
from workspace.store.rows import ItemRow
from workspace.store.writing.body import Body

STARTS = (datetime.now(UTC) + timedelta(days=3)).replace(minute=0, second=0, microsecond=0)
ORGANIZER = Address("Ingrid Berg", "ap@norrland.example")
GUESTS = (
    Attendee(Address("", "support@ours.example"), "ACCEPTED"),
    Attendee(Address("Tom Marlow", "tom@marlow.example"), "TENTATIVE"),
)


def monday() -> date:
    """Of the week that the calendar opens with."""
    first = week_of(datetime.now().astimezone().date())
    return first + timedelta(days=(7 - first.weekday()) % 7)


def at(day: int, hour: float, length: float = 1) -> tuple[datetime, datetime]:
    """A span on a day of this week, counted from Monday."""
    start = midnight(monday() + timedelta(days=day)).replace(tzinfo=None)
    return (start + timedelta(hours=hour)).astimezone(), (start + timedelta(hours=hour + length)).astimezone()


def timed(name: str, summary: str, day: int, hour: float, length: float = 1, **fields: object) -> Event:
    starts_at, ends_at = at(day, hour, length)
    fields = {"organizer": ORGANIZER, "attendees": GUESTS, "partstat": "ACCEPTED", "version": "1", **fields}
    return Event(
        RemoteId(name), f"{name}@cal.example", summary, starts_at=starts_at, ends_at=ends_at, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def whole(name: str, summary: str, day: int, days: int = 1) -> Event:
    first = monday() + timedelta(days=day)
    return Event(RemoteId(name), f"{name}@cal.example", summary, starts_on=first, ends_on=first + timedelta(days=days))


def series(name: str, summary: str, hour: float, days: Sequence[int]) -> list[Event]:
    """A master and one instance a day."""
    master = timed(name, summary, days[0], hour, 0.5, rrule="FREQ=DAILY")
    found = [master]
    for day in days:
        starts_at, ends_at = at(day, hour, 0.5)
        one = f"{starts_at:%Y%m%dT%H%M%S}"
        fields = {"recurrence_id": one, "extra": {"series_id": name}, "starts_at": starts_at, "ends_at": ends_at}
        found.append(
            Event(RemoteId(f"{name}#{one}"), master.uid, summary, version="1", **fields)  # type: ignore[arg-type]
        )
    return found


def fill_week(sample: SampleHome) -> SampleHome:
    """Over three accounts of two workplaces; the home's own events go, which lie wherever it is now."""
    gone = tuple(RemoteId(f"e{n}") for n in range(3))
    sample.writer.apply_page(sample.account(SUPPORT), CALENDAR, Page(gone=gone, cursor="2"))
    sample.plan(
        timed("sync", "Carrier desk sync", 2, 9, 1.25, location="Teams", description="Bring the list of late parcels."),
        timed("private", "Quarterly review", 3, 13, 1.25, location="Room 4"),
        timed("call", "Contract call", 4, 11, 1.5, partstat="NEEDS-ACTION", tzid="America/New_York"),
        whole("fair", "Trade fair Seoul", 1, 3),
        *series("standup", "Stand-up", 8.5, (0, 1, 2, 3, 4)),
    )
    sample.plan(timed("queue", "Weekly queue review", 0, 10, 1.75, location="Teams"), account_id=VIP)
    sample.plan(
        timed("renewal", "하늘무역 갱신 미팅", 1, 11, location="서울"),
        timed("lunch", "다온건설 점심", 3, 12.5, 1.25, location="강남"),
        timed("pipeline", "Pipeline", 4, 15, partstat="DECLINED"),
        account_id=SALES,
    )
    for account_id in (SUPPORT, VIP, SALES):
        sample.writer.finish_pull(account_id, CALENDAR)
    return sample


def calendar_text(method: str = "REQUEST", uid: str = "asked@x.example") -> str:
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR", f"METHOD:{method}", "VERSION:2.0", "BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Site visit",
            f"DTSTART:{STARTS:%Y%m%dT%H%M%SZ}", f"DTEND:{STARTS + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
            "LOCATION:North gate", "ORGANIZER;CN=Tom Marlow:mailto:tom@marlow.example",
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:support@ours.example", "END:VEVENT", "END:VCALENDAR", "",
        )
    )  # fmt: skip


def invited(sample: SampleHome, text: str, method: str = "REQUEST", *, is_read: bool = False) -> ItemRow:
    """A mail with that calendar part, as the cache has it."""
    mail = Email(
        RemoteId("invite"), sample.now, "Site visit", (Address("Tom Marlow", "tom@marlow.example"),),
        (Address("", "support@ours.example"),), message_id="<invite@marlow.example>", is_read=is_read,
    )  # fmt: skip
    sample.writer.apply_page(sample.account(SUPPORT), INBOX, Page(items=(mail,), cursor="9"))
    item_id = sample.item_id(SUPPORT, "invite")
    extra = {"calendar": text, "calendar_method": method}
    sample.writer.store_bodies([(item_id, Body(text="Please come.", extra=extra))])
    item = sample.reader.item(item_id)
    assert item is not None
    return item
