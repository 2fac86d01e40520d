"""Outlook mail beyond the kit: the tree, shared mailboxes, large files, a crash in the middle of sending."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.connectors.microsoft.remote import GraphRemote
from tests.fakes.graph import USER
from workspace.connector.contract_parts import Connect
from workspace.connector.contract_remote import Mirror, key_of, moment, sample_mail
from workspace.connector.contract_verbs import action, outgoing
from workspace.connector.errors import Rejected, Transient
from workspace.connector.pages import Ref
from workspace.mail.parse import attachment, parse
from workspace.model.kinds import Kind, Role, Verb

HELP = "help@demo.example"


def file(size: int) -> Mapping[str, Any]:
    return {
        "blob_id": "b1",
        "name": "report.pdf",
        "content_type": "application/pdf",
        "size": size,
        "content_id": None,
    }


def test_folders_tell_their_parents_and_their_roles(remote: GraphRemote, connect: Connect) -> None:
    mail = remote.fake.mail
    customers = mail.add_folder(USER, "고객", mail.folder(USER, "inbox").id)
    mail.add_folder(USER, "Haneul", customers)
    found = {each.name: each for each in connect().discover() if each.kind is Kind.EMAIL}
    assert "Inbox/고객/Haneul" in found
    assert "Outbox" not in found
    roles = {found[name].role for name in ("Inbox", "Sent Items", "Drafts", "Archive", "Deleted Items", "Junk Email")}
    assert roles == {Role.INBOX, Role.SENT, Role.DRAFTS, Role.ARCHIVE, Role.TRASH, Role.JUNK}


def test_a_shared_mailbox_is_read_and_written_from(remote: GraphRemote, connect: Connect) -> None:
    fake = remote.fake
    fake.share(HELP)
    fake.mail.deliver(HELP, sample_mail("kit shared", moment(0)), moment(0))
    connector = connect(shared_mailboxes=f"{HELP}, ")
    [shared] = [each for each in connector.discover() if each.identity == HELP and each.role is Role.INBOX]
    mirror = Mirror(shared)
    mirror.pull(connector)
    mail = mirror.titled("kit shared")
    ref = Ref(shared.remote_id, mail.remote_id)
    [(_, raw)] = connector.bodies([ref])
    assert parse(raw).subject == "kit shared"
    connector.perform(action(Verb.STAR, {"collection": shared.remote_id}, key_of(mail)))
    assert connector.perform(action(Verb.ARCHIVE, {}, key_of(mail))).remote_id == mail.remote_id
    links = {"in_reply_to": "<kit.shared@haneul.example>", "references": ["<kit.shared@haneul.example>"]}
    reply = outgoing("kit reply", from_={"name": "Help", "email": HELP}, **links)
    receipt = connector.perform(action(Verb.REPLY, reply, key_of(mail)))
    sent = fake.mail.message(HELP, (receipt.remote_id or "").partition("/")[2])
    assert sent.folder == fake.mail.folder(HELP, "sentitems").id
    assert sent.json["conversationId"] == "conversation-<kit.shared@haneul.example>"
    assert connector.find(action(Verb.SEND, reply)) is not None


def test_a_refused_shared_mailbox_says_so_and_leaves_the_own(remote: GraphRemote, connect: Connect) -> None:
    connector = connect(shared_mailboxes=HELP)
    found = list(connector.discover())
    assert found[0].role is Role.INBOX
    assert found[0].identity is None
    [refused] = [each for each in found if each.identity == HELP]
    with pytest.raises(Rejected) as caught:
        list(connector.pull(refused, None))
    assert caught.value.message_key == "forbidden"


def test_a_large_file_goes_by_an_upload_session(remote: GraphRemote, connect: Connect) -> None:
    content = bytes(range(256)) * 4096 * 8
    connector = connect()
    connector.session.blobs["b1"] = content  # type: ignore[attr-defined]
    connector.perform(action(Verb.SEND, outgoing("kit large", attachments=[file(len(content))])))
    [raw] = remote.sent()
    [part] = parse(raw).attachments
    assert (part.name, part.content_type) == ("report.pdf", "application/pdf")
    assert attachment(raw, part.part_id) == content
    assert len(remote.fake.uploads) == 1


def test_a_crash_between_draft_and_sending_leaves_one_mail(remote: GraphRemote, connect: Connect) -> None:
    """The half-made draft of the first attempt is not taken for a sent mail, and not left behind."""
    wish = action(Verb.SEND, outgoing())
    remote.fake.plant("POST /me/messages/.*/send", 503, b"")
    with pytest.raises(Transient):
        connect().perform(wish)
    assert connect().find(wish) is None
    connect().perform(wish)
    assert len(remote.sent()) == 1
    assert remote.drafts() == []
    assert connect().perform(wish).found
    assert len(remote.sent()) == 1


def test_an_answer_to_a_mail_that_is_gone_still_names_it(remote: GraphRemote, connect: Connect) -> None:
    remote.add(Kind.EMAIL, "kit mail", moment(0))
    connector = connect()
    mirror = Mirror(next(iter(connector.discover())))
    mirror.pull(connector)
    mail = mirror.titled("kit mail")
    remote.delete(mail)
    links = {"in_reply_to": "<kit.mail@haneul.example>", "references": ["<kit.mail@haneul.example>"]}
    connector.perform(action(Verb.REPLY, outgoing("kit reply", **links), key_of(mail)))
    [raw] = remote.sent()
    assert parse(raw).references == ("<kit.mail@haneul.example>",)


def test_a_saved_draft_swaps_its_files(remote: GraphRemote, connect: Connect) -> None:
    connector = connect()
    connector.session.blobs["b1"] = b"first"  # type: ignore[attr-defined]
    for _ in range(2):
        payload = outgoing("kit draft", draft_id="d1", attachments=[file(5)])
        connector.perform(action(Verb.SAVE_DRAFT, payload))
    [raw] = remote.drafts()
    assert [part.name for part in parse(raw).attachments] == ["report.pdf"]


def test_a_round_without_changes_is_one_call_a_folder(remote: GraphRemote, connect: Connect) -> None:
    for number in range(20):
        remote.add(Kind.EMAIL, f"kit {number}", moment(number))
    connector = connect()
    mirrors = [Mirror(each) for each in connector.discover() if each.kind in (Kind.EMAIL, Kind.EVENT, Kind.CONTACT)]
    for mirror in mirrors:
        mirror.pull(connector)
    remote.fake.calls.clear()
    for mirror in mirrors:
        mirror.pull(connector)
    assert sum(remote.fake.calls.values()) == len(mirrors)


def test_a_first_reading_of_several_pages_says_how_much_comes(remote: GraphRemote, connect: Connect) -> None:
    for number in range(7):
        remote.add(Kind.EMAIL, f"kit {number}", moment(number))
    connector = connect()
    mirror = Mirror(next(iter(connector.discover())))
    assert [page.total for page in mirror.pull(connector)] == [7, None, None, None]


def test_an_answer_to_an_invitation_is_mailed_whole(remote: GraphRemote, connect: Connect) -> None:
    """JSON has no place for it: .../graph/outlook-send-mime-message."""
    answer = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"
    wish = action(Verb.SEND, outgoing(calendar=answer))
    connector = connect()
    connector.perform(wish)
    assert connector.perform(wish).found
    [raw] = remote.sent()
    assert (parse(raw).calendar_method, remote.drafts()) == ("REPLY", [])


def test_ids_that_differ_in_case_are_different_mails(remote: GraphRemote, connect: Connect) -> None:
    for number in range(6):
        remote.add(Kind.EMAIL, f"kit {number}", moment(number))
    connector = connect()
    mirror = Mirror(next(iter(connector.discover())))
    mirror.pull(connector)
    assert len({each.lower() for each in mirror.items}) < len(mirror.items) == 6


def test_a_server_without_batches_or_well_known_names_serves_as_well(remote: GraphRemote, connect: Connect) -> None:
    remote.add(Kind.EMAIL, "kit mail", moment(0))
    remote.fake.lacks = ("POST /$batch", "GET {root}/mailFolders/{folder}")
    connector = connect()
    found = list(connector.discover())
    assert [each.role for each in found if each.role is Role.INBOX] == [Role.INBOX]
    mirror = Mirror(found[0])
    mirror.pull(connector)
    [(_, raw)] = connector.bodies([Ref(found[0].remote_id, mirror.titled("kit mail").remote_id)])
    assert parse(raw).subject == "kit mail"


def test_mails_with_files_are_fetched_one_by_one(remote: GraphRemote, connect: Connect) -> None:
    for number in range(2):
        name = f"kit {number}"
        remote.deliver(sample_mail(name, moment(number), [("a.bin", b"a" * 9)]), moment(number))
    remote.add(Kind.EMAIL, "kit light", moment(3))
    connector = connect()
    mirror = Mirror(next(iter(connector.discover())))
    mirror.pull(connector)
    remote.fake.calls.clear()
    refs = [Ref(mirror.collection.remote_id, each) for each in mirror.items]
    brought = {parse(raw).subject for _, raw in connector.bodies(refs)}
    assert brought == {"kit 0", "kit 1", "kit light"}
    assert remote.fake.calls["POST /$batch"] == 1
    assert remote.fake.calls["GET {root}/messages/{message}/$value"] == 3


def test_folders_of_one_name_find_room_in_deleted_items(remote: GraphRemote, connect: Connect) -> None:
    mail = remote.fake.mail
    for number in range(3):
        folder = mail.add_folder(USER, "Orders")
        connect().perform(action(Verb.DELETE_FOLDER, {"collection": folder, "if_empty": False}, name=f"kit-{number}"))
    names = {each.name for each in connect().discover()}
    assert {f"Deleted Items/Orders{each}" for each in ("", " 2", " 3")} <= names
    assert "Orders" not in names


def test_a_folder_of_a_shared_mailbox_is_made_in_it(remote: GraphRemote, connect: Connect) -> None:
    remote.fake.share(HELP)
    connector = connect(shared_mailboxes=HELP)
    [inbox] = [each for each in connector.discover() if each.identity == HELP and each.role is Role.INBOX]
    wish = action(Verb.CREATE_FOLDER, {"name": "Orders", "parent": inbox.remote_id})
    made = connector.perform(wish)
    found = connector.find(wish)
    assert found is not None
    assert found.remote_id == made.remote_id
    [folder] = [each for each in connector.discover() if each.remote_id == made.remote_id]
    assert (folder.identity, folder.name.rpartition("/")[2]) == (HELP, "Orders")
    assert "Orders" not in [each.name for each in remote.fake.mail.folders[USER].values()]
