"""The kit's part on doing: each verb of the manifest shows at the service, and twice is harmless."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest

from workspace.connector.base import Connector
from workspace.connector.contract_parts import Connect, KitParts, is_plain
from workspace.connector.contract_remote import Mirror, Remote, key_of, message_id, moment
from workspace.connector.errors import Rejected, Transient, Unsupported
from workspace.connector.payloads import Outgoing
from workspace.mail.parse import attachment, parse
from workspace.model.actions import REPEATABLE, Action, Receipt
from workspace.model.ids import AccountId, ActionId, RemoteId
from workspace.model.items import ChatMessage, Collection, Email, Event, Item, ItemKey
from workspace.model.kinds import Kind, Role, Verb


def action(verb: Verb, payload: Mapping[str, object], item: ItemKey | None = None, name: str = "") -> Action:
    """An action as the engine hands it over; the same name is another attempt at the same wish."""
    action_id = ActionId(name or f"kit-{verb.value}")
    return Action(action_id, AccountId("kit"), verb, payload, item, moment(0))


def outgoing(title: str = "kit sent", remote: type[Remote] | Remote = Remote, **fields: Any) -> dict[str, Any]:
    """The payload of a mail to send."""
    mail = Outgoing(
        message_id=message_id(title),
        from_=remote.me,
        to=(remote.them,),
        subject=title,
        text=f"The text of {title}: 안녕하세요\n",
        date=moment(0),
    )
    return {**mail.to_json(), **fields}


class VerbContract(KitParts):
    """What every connector keeps to when it does what the user wants."""

    def declares(self, *verbs: Verb) -> None:
        for verb in verbs:
            self.needs(verb in self.manifest.actions, verb.value)

    def one_mail(self, connect: Connect, remote: Remote) -> tuple[Mirror, Email]:
        remote.add(Kind.EMAIL, "kit mail", moment(0))
        mirror = self.pulled(connect, Kind.EMAIL)
        item = mirror.titled("kit mail")
        assert isinstance(item, Email)
        return mirror, item

    def do_twice(self, connect: Connect, wish: Action) -> Receipt:
        """Perform it, again if that is allowed, as after a crash between call and answer."""
        receipt = connect().perform(wish)
        assert receipt.action_id == wish.action_id
        assert receipt.receipt_id
        if wish.verb in REPEATABLE:
            again = connect().perform(wish)
            assert again.remote_id == receipt.remote_id
        return receipt

    def test_what_is_not_declared_is_unsupported(self, connect: Connect) -> None:
        item = ItemKey(AccountId("kit"), self.manifest.kinds[0], RemoteId("x"))
        for verb in set(Verb) - set(self.manifest.actions):
            with pytest.raises(Unsupported):
                connect().perform(action(verb, {}, item))

    @pytest.mark.parametrize(
        ("verb", "inverse", "position"),
        [(Verb.READ, Verb.UNREAD, 0), (Verb.STAR, Verb.UNSTAR, 1)],
    )
    def test_a_mark_is_set_and_taken_back(
        self, connect: Connect, remote: Remote, verb: Verb, inverse: Verb, position: int
    ) -> None:
        self.declares(verb)
        self.needs(Kind.EMAIL in self.manifest.kinds, "email")
        mirror, mail = self.one_mail(connect, remote)
        for each, is_set in ((verb, True), (inverse, False)):
            wish = action(each, {"collection": mirror.collection.remote_id}, key_of(mail))
            self.do_twice(connect, wish)
            assert remote.marks(mail)[position] is is_set

    @pytest.mark.parametrize(
        ("verb", "role"),
        [
            (Verb.ARCHIVE, Role.ARCHIVE),
            (Verb.TRASH, Role.TRASH),
            (Verb.MOVE, Role.JUNK),
        ],
    )
    def test_a_mail_goes_where_the_user_wants(self, connect: Connect, remote: Remote, verb: Verb, role: Role) -> None:
        self.declares(verb)
        mirror, mail = self.one_mail(connect, remote)
        target = self.with_role(connect(), role).remote_id
        payload = {"collection": mirror.collection.remote_id, "to": target}
        wish = action(verb, payload, key_of(mail))
        connect().perform(wish)
        assert remote.mailboxes(mail) == {target}
        # Where ids change with the mailbox, "not there any more" is the answer to the second call.
        with suppress(Rejected):
            connect().perform(wish)
        assert remote.mailboxes(mail) == {target}

    def a_label(self, connector: Connector) -> Collection:
        """A mailbox that a mail can be in besides the inbox: one of the user's own, else the archive."""
        own = [each for each in connector.discover() if each.kind is Kind.EMAIL and each.role is Role.OTHER]
        return own[0] if own else self.with_role(connector, Role.ARCHIVE)

    def test_a_label_is_put_on_and_taken_off(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.LABEL, Verb.UNLABEL)
        mirror, mail = self.one_mail(connect, remote)
        inbox, label = mirror.collection.remote_id, self.a_label(connect())
        payload = {"collection": inbox, "to": label.remote_id}
        self.do_twice(connect, action(Verb.LABEL, payload, key_of(mail)))
        assert remote.mailboxes(mail) == {inbox, label.remote_id}
        self.do_twice(connect, action(Verb.UNLABEL, payload, key_of(mail)))
        assert remote.mailboxes(mail) == {inbox}

    def test_a_sent_mail_goes_out_and_is_found(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.SEND)
        wish = action(Verb.SEND, outgoing(remote=remote))
        assert connect().find(wish) is None
        connect().perform(wish)
        assert connect().find(wish) is not None
        [raw] = remote.sent()
        sent = parse(raw)
        assert sent.message_id == message_id("kit sent")
        assert sent.subject == "kit sent"
        assert "안녕하세요" in sent.text
        assert [each.email for each in sent.to] == [remote.them.email]

    def test_a_reply_keeps_the_thread(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.REPLY)
        self.needs(Kind.EMAIL in self.manifest.kinds, "email")
        _, mail = self.one_mail(connect, remote)
        links = {"in_reply_to": mail.message_id, "references": [mail.message_id]}
        connect().perform(action(Verb.REPLY, outgoing("kit reply", remote, **links), key_of(mail)))
        [raw] = remote.sent()
        assert parse(raw).in_reply_to == mail.message_id
        assert parse(raw).references == (mail.message_id,)

    def test_an_answer_to_an_invitation_goes_as_a_calendar_or_not(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.SEND)
        answer = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"
        try:
            connect().perform(action(Verb.SEND, outgoing(remote=remote, calendar=answer)))
        except Rejected:
            assert list(remote.sent()) == []
        else:
            [raw] = remote.sent()
            sent = parse(raw)
            assert sent.calendar_method == "REPLY"
            assert "안녕하세요" in sent.text

    def test_a_sent_attachment_arrives_byte_for_byte(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.SEND)
        content = bytes(range(256)) * 5000
        described = {
            "blob_id": "b1",
            "name": "주문서.bin",
            "content_type": "application/octet-stream",
            "size": len(content),
            "content_id": None,
        }
        connector = connect()
        blobs: dict[str, bytes] = connector.session.blobs  # type: ignore[attr-defined]
        blobs["b1"] = content
        connector.perform(action(Verb.SEND, outgoing("kit attach", remote, attachments=[described])))
        [raw] = remote.sent()
        [part] = parse(raw).attachments
        assert part.name == "주문서.bin"
        assert part.size == len(content)
        assert attachment(raw, part.part_id) == content

    def test_a_draft_is_kept_once_and_deleted(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.SAVE_DRAFT, Verb.DELETE_DRAFT)
        for number, title in enumerate(("kit draft", "kit draft again")):
            payload = outgoing(title, remote, draft_id="d1", message_id=message_id("kit draft"))
            self.do_twice(connect, action(Verb.SAVE_DRAFT, payload, name=f"kit-{number}"))
            assert [parse(raw).subject for raw in remote.drafts()] == [title]
        self.do_twice(connect, action(Verb.DELETE_DRAFT, payload))
        assert remote.drafts() == []

    def test_a_post_is_said_and_found(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.POST)
        channel = self.first(connect(), Kind.CHAT).remote_id
        wish = action(Verb.POST, {"channel": channel, "text": "kit said", "thread": None})
        assert connect().find(wish) is None
        connect().perform(wish)
        assert connect().find(wish) is not None
        assert remote.said().count("kit said") == 1

    def test_a_chat_message_is_answered_under_it_and_found(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.REPLY)
        self.needs(Kind.CHAT in self.manifest.kinds, "chat")
        item = self.one(connect, remote, Kind.CHAT)
        assert isinstance(item, ChatMessage)
        wish = action(Verb.REPLY, {"text": "kit answered"}, key_of(item))
        assert connect().find(wish) is None
        receipt = connect().perform(wish)
        assert connect().find(wish) is not None
        mirror = self.pulled(connect, Kind.CHAT)
        reply = mirror.titled("kit answered")
        assert isinstance(reply, ChatMessage)
        assert (reply.remote_id, reply.is_sent, reply.is_read) == (receipt.remote_id, True, True)
        if mirror.collection.role is Role.CHANNEL:
            assert reply.thread_remote_id == item.remote_id

    def test_a_reaction_is_counted_once(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.REACT, Verb.UNREACT)
        item = self.one(connect, remote, Kind.CHAT)
        assert isinstance(item, ChatMessage)
        self.do_twice(connect, action(Verb.REACT, {"emoji": "👍"}, key_of(item)))
        assert remote.reactions(item) == {"👍": 1}
        self.do_twice(connect, action(Verb.UNREACT, {"emoji": "👍"}, key_of(item)))
        assert remote.reactions(item) == {}

    def one(self, connect: Connect, remote: Remote, kind: Kind) -> Item:
        remote.add(kind, "kit one", moment(0))
        return self.pulled(connect, kind).titled("kit one")

    def test_an_invitation_is_answered(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.ANSWER)
        remote.invite("kit invited")
        event = self.pulled(connect, Kind.EVENT).titled("kit invited")
        assert isinstance(event, Event)
        for partstat in ("ACCEPTED", "DECLINED"):
            payload = {"partstat": partstat, "comment": ""}
            self.do_twice(connect, action(Verb.ANSWER, payload, key_of(event), partstat))
            assert remote.answer(event) == partstat

    def test_what_is_gone_is_rejected(self, connect: Connect, remote: Remote) -> None:
        self.declares(Verb.TRASH)
        mirror, mail = self.one_mail(connect, remote)
        remote.delete(mail)
        wish = action(Verb.TRASH, {"collection": mirror.collection.remote_id}, key_of(mail))
        with pytest.raises(Rejected) as caught:
            connect().perform(wish)
        assert is_plain(caught.value)

    def test_doing_without_a_network_is_transient(self, connect: Connect, remote: Remote) -> None:
        calls: list[Callable[[], object]] = []
        connector = connect()
        if Verb.SEND in self.manifest.actions:
            wish = action(Verb.SEND, outgoing(remote=remote))
            calls += [lambda: connector.perform(wish), lambda: connector.find(wish)]
        if Verb.READ in self.manifest.actions and Kind.EMAIL in self.manifest.kinds:
            mirror, mail = self.one_mail(connect, remote)
            read = action(Verb.READ, {"collection": mirror.collection.remote_id}, key_of(mail))
            calls.append(lambda: connector.perform(read))
        self.needs(bool(calls), "send or read")
        remote.cut_network()
        for call in calls:
            with pytest.raises(Transient) as caught:
                call()
            assert is_plain(caught.value)
        remote.mend_network()
        for call in calls:
            call()
