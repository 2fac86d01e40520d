"""A draft here and its copy at the service: one entry, one letter, however often it is put away."""

import json

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.compose.test_composer import desk_of, outgoing, replying
from tests.ui.reader.sample import MAIL, NOW, OPS, SampleHome, mail
from ui.compose.desk import ComposeDesk
from ui.inbox.listings import Place, Where, listing
from ui.shell.deeds import Deed
from workspace.connector.pages import Page
from workspace.connector.payloads import Outgoing
from workspace.model.ids import ItemId, RemoteId
from workspace.model.items import Address, Attachment, Collection, Email
from workspace.model.kinds import Kind, Role
from workspace.store.writing.body import Body

DRAFTS = Collection(RemoteId("Drafts"), "Drafts", Kind.EMAIL, Role.DRAFTS)


@pytest.fixture(autouse=True)
def drafts_folders(home: SampleHome) -> None:
    for account_id in (MAIL, OPS):
        known = [
            Collection(RemoteId(c.remote_id), c.name, c.kind, Role(c.role)) for c in home.reader.collections(account_id)
        ]
        home.writer.discover(home.accounts[account_id], [*known, DRAFTS])


def waiting(home: SampleHome, verb: str) -> list[Outgoing]:
    sql = "SELECT payload FROM outbox WHERE verb = ? AND withdrawn_at IS NULL ORDER BY seq"
    return [Outgoing.from_json(json.loads(payload)) for (payload,) in home.user._all(sql, verb)]


def at_service(home: SampleHome, message_id: str, text: str = "From the phone", **fields: object) -> ItemId:
    """A draft as the next pull brings it."""
    remote_id = RemoteId(f"7/1/{message_id}")
    email = Email(
        remote_id,
        NOW,
        subject="Offer",
        from_=(Address("", "support@shop.example"),),
        to=(Address("김민수", "minsu@hanbit.example"),),
        message_id=message_id,
        is_draft=True,
        is_read=True,
        **fields,  # type: ignore[arg-type]
    )
    home.writer.apply_page(home.accounts[MAIL], DRAFTS, Page((email,), cursor="1"))
    item_id = home.writer.item_id(MAIL, "email", remote_id)
    assert item_id is not None
    home.writer.store_bodies([(item_id, Body(text=text, snippet=text))])
    return item_id


def listed(home: SampleHome, scope: str = "*") -> list[str]:
    shown = listing(home.context, Where(scope, Place.DRAFTS))
    return [shown.say(row, None).subject for row in shown.fetch(None, 60)]


def written(home: SampleHome, window: QWidget, text: str = "We found it") -> ComposeDesk:
    """A new letter, put away."""
    desk, _ = desk_of(home, window)
    composer = desk.write("a@b.example")
    assert composer is not None
    composer.subject.setText("Parcel")
    composer.editor.setPlainText(text)
    desk.leave()
    return desk


def test_a_letter_put_away_is_kept_at_the_service_once(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk = written(home, window)
    [draft] = home.user.drafts()
    desk.open_draft(draft.draft_id)
    desk.leave()
    [kept] = waiting(home, "save_draft")
    assert (kept.draft_id, kept.message_id, kept.text) == (draft.draft_id, draft.fields["message_id"], "We found it")
    composer = desk.open_draft(draft.draft_id)
    assert composer is not None
    composer.editor.setPlainText("We found both")
    composer.rested.emit()
    assert [each.text for each in waiting(home, "save_draft")] == ["We found both"]


def test_half_an_address_does_not_stop_the_copy(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk, _ = desk_of(home, window)
    composer = desk.write("a@b.example, minsu@han")
    assert composer is not None
    composer.editor.setPlainText("Hello")
    desk.leave()
    [kept] = waiting(home, "save_draft")
    assert [each.email for each in kept.to] == ["a@b.example"]
    assert home.user.drafts()[0].fields["to"] == ["a@b.example, minsu@han"]


def test_a_draft_and_its_copy_are_one_entry(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    written(home, window)
    at_service(home, str(home.user.drafts()[0].fields["message_id"]))
    assert listed(home) == ["Parcel"]
    at_service(home, "<other@phone.example>")
    assert listed(home) == ["Parcel", "Offer"]


def test_a_draft_of_another_workplace_is_not_listed_here(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    written(home, window)
    service, ops = home.user.workplaces()
    assert listed(home, service.workplace_id) == ["Parcel"]
    assert listed(home, ops.workplace_id) == []


def test_a_draft_begun_elsewhere_goes_on_here_and_replaces_its_copy(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    item_id = at_service(home, "<begun@phone.example>")
    desk, _ = desk_of(home, window)
    composer = desk.open_copy(item_id)
    assert composer is not None
    assert (composer.to.text(), composer.editor.text()) == ("김민수 <minsu@hanbit.example>", "From the phone")
    desk.leave()
    assert home.user.drafts() == []
    composer = desk.open_copy(item_id)
    assert composer is not None
    composer.editor.setPlainText("From the desk")
    desk.leave()
    [kept] = waiting(home, "save_draft")
    assert (kept.message_id, kept.text) == ("<begun@phone.example>", "From the desk")
    assert listed(home) == ["Offer"]
    again = desk.open_copy(item_id)
    assert again is not None
    assert again.editor.text() == "From the desk"


def test_sending_deletes_the_copy_and_undo_brings_it_back(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    item_id = at_service(home, "<begun@phone.example>")
    desk, _ = desk_of(home, window)
    deeds: list[Deed] = []
    desk.performed.connect(deeds.append)
    composer = desk.open_copy(item_id)
    assert composer is not None
    composer.send()
    assert [each.message_id for each in waiting(home, "delete_draft")] == ["<begun@phone.example>"]
    assert listed(home) == []
    assert deeds[0].undo is not None
    assert deeds[0].undo()
    assert (outgoing(home), waiting(home, "delete_draft")) == ([], [])
    assert listed(home) == ["Offer"]


def test_discarding_a_draft_that_never_left_deletes_nothing_elsewhere(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    desk, composer = replying(home, window, mail())
    composer.editor.setPlainText("Never mind")
    composer.save()
    composer.discard()
    assert waiting(home, "delete_draft") == []
    assert desk.composer is None


def test_a_discarded_draft_is_neither_saved_nor_listed(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk = written(home, window)
    at_service(home, str(home.user.drafts()[0].fields["message_id"]))
    composer = desk.open_draft(home.user.drafts()[0].draft_id)
    assert composer is not None
    composer.discard()
    assert waiting(home, "save_draft") == []
    assert len(waiting(home, "delete_draft")) == 1
    assert listed(home) == []


def test_a_draft_moves_with_its_account(home: SampleHome, window: QWidget, qtbot: QtBot) -> None:
    desk = written(home, window)
    composer = desk.open_draft(home.user.drafts()[0].draft_id)
    assert composer is not None
    at = next(i for i, each in enumerate(composer.head.identities) if each.account.account_id == OPS)
    composer.from_.setCurrentIndex(at)
    desk.leave()
    rows = home.user._all("SELECT verb, account_id FROM outbox WHERE withdrawn_at IS NULL ORDER BY seq")
    assert rows == [("delete_draft", MAIL), ("save_draft", OPS)]


def test_attachments_that_have_not_arrived_are_not_lost_from_the_draft(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    part = Attachment("2", "견적.pdf", "application/pdf", 3)
    item_id = at_service(home, "<begun@phone.example>", attachments=(part,))
    desk, _ = desk_of(home, window)
    composer = desk.open_copy(item_id)
    assert composer is not None
    composer.editor.setPlainText("Changed before the file came")
    desk.leave()
    assert waiting(home, "save_draft") == []
    home.writer.add_attachment(item_id, "2", [b"pdf"])
    desk.open_draft(home.user.drafts()[0].draft_id)
    desk.leave()
    [kept] = waiting(home, "save_draft")
    assert [(each.name, each.size) for each in kept.attachments] == [("견적.pdf", 3)]


def test_the_conversation_shows_the_letter_and_not_its_copy_as_well(
    home: SampleHome, window: QWidget, qtbot: QtBot
) -> None:
    desk, composer = replying(home, window, mail())
    composer.editor.setPlainText("Today.")
    desk.leave()
    message_id = str(home.user.drafts()[0].fields["message_id"])
    at_service(home, message_id, in_reply_to="<one@haneul.example>", references=("<one@haneul.example>",))
    thread_id = home.thread_of(home.reader.items_by_filing_key("<one@haneul.example>")[0].item_id)
    assert len(home.reader.thread_items(thread_id)) == 2
    desk._reader.show_thread(thread_id)
    assert [item.message_id for item in desk._reader.items] == ["<one@haneul.example>"]
    assert desk._reader.answered_item().message_id == "<one@haneul.example>"
