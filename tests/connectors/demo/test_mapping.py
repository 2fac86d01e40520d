"""What the service keeps as JSON comes back as the same dataclass."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from connectors.demo.mapping import from_json, item_from_json, to_json
from workspace.connector.errors import Rejected
from workspace.model.ids import RemoteId
from workspace.model.items import (
    Address,
    Attachment,
    Attendee,
    ChatMessage,
    Contact,
    Email,
    Event,
    Item,
    Record,
)
from workspace.model.kinds import RecordType

KST = timezone(timedelta(hours=9))
ME = Address("박미나", "mina@demo.example")
FILE = Attachment("1.2", "주문서.pdf", "application/pdf", 9, "cid@x", is_inline=True)
ID = RemoteId("A/b c")


@pytest.mark.parametrize(
    "item",
    [
        Email(
            ID,
            datetime(2026, 3, 2, tzinfo=UTC),
            from_=(ME,),
            to=(ME, ME),
            sent_at=datetime(2026, 3, 2, 9, 30, tzinfo=KST),
            references=("<a@x>", "<B@x>"),
            attachments=(FILE,),
            labels=(RemoteId("l1"),),
        ),
        Email(ID, datetime(2026, 3, 2, tzinfo=UTC), attachments=None),
        ChatMessage(ID, datetime(2026, 3, 2, tzinfo=UTC), ME, "hi", "g", reactions=(("👍", 2),)),
        Event(ID, "uid", "All day", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3)),
        Event(
            ID,
            "uid",
            "Timed",
            starts_at=datetime(2026, 3, 2, tzinfo=KST),
            attendees=(Attendee(ME, "DECLINED"),),
            extra={"color": "red"},
        ),
        Contact(ID, "Mina", ("mina@demo.example",)),
        Record(ID, RecordType.DEAL, "Renewal", parent_ids=(RemoteId("c1"),), is_open=False),
    ],
    ids=lambda item: type(item).__name__,
)
def test_an_item_survives_json(item: Item) -> None:
    kept = json.loads(json.dumps(to_json(item)))
    assert item_from_json(item.kind, kept) == item


def test_a_field_that_does_not_belong_is_named() -> None:
    with pytest.raises(Rejected) as caught:
        from_json(Contact, {"remote_id": "1", "name": "Mina", "shoe_size": 38})
    assert caught.value.params["field"] == "shoe_size"
