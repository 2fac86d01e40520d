"""The agenda: the events of the next weeks as a list, drawn and walked through like mail."""

from collections.abc import Sequence
from datetime import date, datetime

from ui.calendar.entries import Entry
from ui.calendar.paint import remark
from ui.calendar.span import Span
from ui.models.lines import Line
from ui.models.paged import Listing
from ui.widgets.chips import Chip
from ui.widgets.times import day_heading


def agenda(entries: Sequence[Entry], span: Span) -> Listing:
    """Day by day; what began before the first day stands there."""

    def day_of(entry: Entry) -> date:
        return max(entry.first, span.first)

    order = sorted(entries, key=lambda each: (day_of(each), not each.is_whole_days, each.starts, each.title))
    today = datetime.now().astimezone().date()

    places = {id(each): n for n, each in enumerate(order)}

    def fetch(after: Entry | None, limit: int) -> Sequence[Entry]:
        start = places[id(after)] + 1 if after is not None else 0
        return order[start : start + limit]

    def say(entry: Entry, before: Entry | None) -> Line:
        day = day_of(entry)
        is_first = before is None or day_of(before) != day
        return line_of(entry, day_heading(day, today) if is_first else "")

    return Listing(fetch, say)


def line_of(entry: Entry, heading: str) -> Line:
    place = entry.place or entry.row.from_.name or entry.row.from_.email
    chips = [Chip(words) for words in (*entry.workplaces, *(entry.accounts if place else ()))]
    if words := remark(entry):
        chips.insert(0, Chip(words, "bad" if entry.overlaps and not entry.is_open else "warn"))
    return Line(
        key=entry.key,
        title=entry.title,
        when=entry.times,
        subject=place or entry.account,
        chips=tuple(chips),
        heading=heading,
    )
