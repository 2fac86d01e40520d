"""Gmail's labels as mailboxes: what is asked, what a mail's labels make of it, and what becomes of changes."""

import pytest

from connectors.google.labels import ARCHIVE, INBOX
from tests.connectors.google.remote import GoogleRemote, SmallPages
from workspace.connector.base import Connector
from workspace.connector.contract_parts import Connect, KitParts
from workspace.connector.contract_remote import Mirror, key_of, message_id, moment, sample_mail
from workspace.connector.contract_verbs import action, outgoing
from workspace.connector.errors import CursorExpired, Rejected, Transient
from workspace.connector.pages import Ref
from workspace.mail.parse import parse
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind, Verb


class TestMailboxes(KitParts):
    connector_id = "google"
    connector_class = SmallPages

    def mailboxes(self, connector: Connector) -> list[Collection]:
        return [each for each in connector.discover() if each.kind is Kind.EMAIL]

    def pull_all(self, connector: Connector, mirrors: dict[str, Mirror]) -> dict[str, Mirror]:
        """One round over every mailbox, as the engine makes it."""
        for each in self.mailboxes(connector):
            mirrors.setdefault(each.remote_id, Mirror(each)).pull(connector)
        return mirrors

    def deliver(self, remote: GoogleRemote, title: str, *labels: str, number: int = 0) -> str:
        return remote.box.add(sample_mail(title, moment(number)), labels, moment(number)).id

    def test_a_first_sync_asks_for_each_mail_once(self, connect: Connect, remote: GoogleRemote) -> None:
        label = remote.box.add_label("Orders")
        for number in range(10):
            labels = [["INBOX", label], ["SENT"], [label], [], ["TRASH", label]][number % 5]
            self.deliver(remote, f"kit {number}", *labels, number=number)
        mirrors = self.pull_all(connect(), {})
        assert remote.account.calls["gmail.users.messages.get"] == 10
        assert mirrors[INBOX].titles() == ["kit 0", "kit 5"]
        assert mirrors[ARCHIVE].titles() == ["kit 2", "kit 3", "kit 7", "kit 8"]
        assert mirrors["TRASH"].titles() == ["kit 4", "kit 9"]
        item = mirrors[INBOX].titled("kit 0")
        assert isinstance(item, Email)
        assert item.labels == (INBOX, label)
        trashed = mirrors["TRASH"].titled("kit 4")
        assert isinstance(trashed, Email)
        assert trashed.labels == ("TRASH",)

    def test_a_round_without_news_asks_for_the_history_once(self, connect: Connect, remote: GoogleRemote) -> None:
        self.deliver(remote, "kit", "INBOX")
        mirrors = self.pull_all(connect(), {})
        remote.account.calls.clear()
        self.pull_all(connect(), mirrors)
        assert remote.account.calls["gmail.users.history.list"] == 1
        assert remote.account.calls["gmail.users.messages.get"] == 0

    def test_a_mail_that_gets_a_label_is_brought_with_it(self, connect: Connect, remote: GoogleRemote) -> None:
        label = remote.box.add_label("Orders")
        name = self.deliver(remote, "kit", "INBOX")
        mirrors = self.pull_all(connect(), {})
        remote.box.relabel(remote.box.mails[name], [label])
        self.pull_all(connect(), mirrors)
        for place in (INBOX, label):
            item = mirrors[place].titled("kit")
            assert isinstance(item, Email)
            assert item.labels == (INBOX, label)

    def test_a_label_made_later_brings_its_mails(self, connect: Connect, remote: GoogleRemote) -> None:
        name = self.deliver(remote, "kit", "INBOX")
        mirrors = self.pull_all(connect(), {})
        label = remote.box.add_label("Later")
        remote.box.relabel(remote.box.mails[name], [label])
        self.pull_all(connect(), mirrors)
        assert mirrors[label].titles() == ["kit"]

    def test_a_deleted_mail_leaves_its_labels_too(self, connect: Connect, remote: GoogleRemote) -> None:
        label = remote.box.add_label("Orders")
        name = self.deliver(remote, "kit", "INBOX", label)
        mirrors = {label: Mirror(self.find(connect(), label))}
        mirrors[label].pull(connect())
        assert mirrors[label].titles() == ["kit"]
        remote.box.delete(remote.box.mails[name])
        mirrors[label].pull(connect())
        assert mirrors[label].titles() == []

    def find(self, connector: Connector, label: str) -> Collection:
        return next(each for each in self.mailboxes(connector) if each.remote_id == label)

    def test_a_label_whose_history_is_forgotten_is_compared(self, connect: Connect, remote: GoogleRemote) -> None:
        label = remote.box.add_label("Orders")
        names = [self.deliver(remote, f"kit {number}", label, number=number) for number in range(3)]
        mirror = Mirror(self.find(connect(), label))
        mirror.pull(connect())
        remote.box.delete(remote.box.mails[names[1]])
        remote.box.forget_history()
        [page] = mirror.pull(connect())
        assert page.alive == {names[0], names[2]}
        assert mirror.titles() == ["kit 0", "kit 2"]

    def test_every_mailbox_says_that_its_history_is_forgotten(self, connect: Connect, remote: GoogleRemote) -> None:
        mirrors = self.pull_all(connect(), {})
        remote.box.forget_history()
        connector = connect()
        for place in ("INBOX", "SENT", "DRAFT", "ARCHIVE", "TRASH", "SPAM"):
            with pytest.raises(CursorExpired):
                list(connector.pull(mirrors[place].collection, mirrors[place].cursor))

    def test_a_long_history_is_stored_step_by_step(self, connect: Connect, remote: GoogleRemote) -> None:
        """Cut after any step, the next pull goes on behind it."""
        mirror = self.pulled(connect, Kind.EMAIL)
        remote.box.most = 2
        for number in range(7):
            self.deliver(remote, f"kit {number}", "INBOX", number=number)
        mirror.pull(connect(), 2)
        remote.account.calls.clear()
        mirror.pull(connect())
        assert mirror.titles() == [f"kit {number}" for number in range(7)]
        assert remote.account.calls["gmail.users.messages.get"] == 3

    def test_pages_that_shift_lose_nothing(self, connect: Connect, remote: GoogleRemote) -> None:
        """Mails leave the inbox while it is listed, so that counted page tokens skip others."""
        remote.box.most = 3
        names = [self.deliver(remote, f"kit {number}", "INBOX", number=number) for number in range(12)]
        connector = connect()
        mirror = Mirror(self.first(connector, Kind.EMAIL))
        for number, page in enumerate(connector.pull(mirror.collection, None)):
            mirror.apply(page)
            if number:
                remote.box.relabel(remote.box.mails[names[12 - number]], remove=["INBOX"])
        mirror.pull(connect())
        left = {mail.id for mail in remote.box.mails.values() if "INBOX" in mail.labels}
        assert set(mirror.items) == left

    def test_an_archived_mail_comes_back(self, connect: Connect, remote: GoogleRemote) -> None:
        """What undo asks for."""
        self.deliver(remote, "kit", "INBOX")
        mail = self.pulled(connect, Kind.EMAIL).titled("kit")
        assert isinstance(mail, Email)
        for verb, payload, places in (
            (Verb.ARCHIVE, {"collection": INBOX}, {ARCHIVE}),
            (Verb.MOVE, {"collection": ARCHIVE, "to": INBOX}, {INBOX}),
            (Verb.MOVE, {"collection": INBOX, "to": "SPAM"}, {"SPAM"}),
            (Verb.MOVE, {"collection": "SPAM", "to": INBOX}, {INBOX}),
            (Verb.TRASH, {"collection": INBOX}, {"TRASH"}),
            (Verb.MOVE, {"collection": "TRASH", "to": INBOX}, {INBOX}),
            (Verb.MOVE, {"collection": INBOX, "to": ARCHIVE}, {ARCHIVE}),
        ):
            connect().perform(action(verb, payload, key_of(mail)))
            assert remote.mailboxes(mail) == places

    def test_nothing_is_moved_to_sent(self, connect: Connect, remote: GoogleRemote) -> None:
        self.deliver(remote, "kit", "INBOX")
        mail = self.pulled(connect, Kind.EMAIL).titled("kit")
        with pytest.raises(Rejected):
            connect().perform(action(Verb.MOVE, {"collection": INBOX, "to": "SENT"}, key_of(mail)))

    def test_a_reply_is_in_the_thread_at_gmail(self, connect: Connect, remote: GoogleRemote) -> None:
        self.deliver(remote, "kit", "INBOX")
        mail = self.pulled(connect, Kind.EMAIL).titled("kit")
        assert isinstance(mail, Email)
        links = {"in_reply_to": mail.message_id, "references": [mail.message_id]}
        receipt = connect().perform(action(Verb.REPLY, outgoing("kit reply", **links), key_of(mail)))
        sent = remote.box.mails[str(receipt.remote_id)]
        assert sent.thread_id == mail.thread_remote_id
        assert sent.labels == {"SENT"}

    def test_a_reply_to_a_mail_that_is_gone_still_goes_out(self, connect: Connect, remote: GoogleRemote) -> None:
        self.deliver(remote, "kit", "INBOX")
        mail = self.pulled(connect, Kind.EMAIL).titled("kit")
        remote.delete(mail)
        connect().perform(action(Verb.REPLY, outgoing("kit reply"), key_of(mail)))
        assert len(remote.sent()) == 1

    def test_a_lost_answer_does_not_send_twice(self, connect: Connect, remote: GoogleRemote) -> None:
        wish = action(Verb.SEND, outgoing())
        connector = connect()
        connector.check()
        remote.google.lose("gmail.users.messages.send")
        with pytest.raises(Transient):
            connector.perform(wish)
        found = connect().find(wish)
        assert found is not None
        assert found.found
        assert len(remote.sent()) == 1

    def test_another_mail_is_not_taken_for_the_sent_one(self, connect: Connect, remote: GoogleRemote) -> None:
        """A service that does not search answers with whatever it has."""
        wish = action(Verb.SEND, outgoing())
        remote.box.add(sample_mail("kit other", moment(1)), ["SENT"], moment(1))
        remote.box.add(sample_mail("kit sent", moment(2)), ["INBOX"], moment(2))
        assert connect().find(wish) is None

    def test_an_attachment_is_fetched_without_the_rest(self, connect: Connect, remote: GoogleRemote) -> None:
        sent = {"a.bin": b"first" * 100, "b.bin": b"second" * 100}
        remote.deliver(sample_mail("kit", moment(1), sent.items()), moment(1))
        mirror = self.pulled(connect, Kind.EMAIL)
        ref = Ref(mirror.collection.remote_id, mirror.titled("kit").remote_id)
        [(_, raw)] = connect().bodies([ref])
        part = parse(raw).attachments[1]
        assert b"".join(connect().fetch(Ref(ref.collection, ref.remote_id, part.part_id))) == sent["b.bin"]
        assert remote.account.calls["gmail.users.messages.attachments.get"] == 1
        assert b"".join(connect().fetch(ref)) == raw

    def test_header_fields_arrive_as_they_were_meant(self, connect: Connect, remote: GoogleRemote) -> None:
        raw = sample_mail("kit", moment(0)).replace(b"Orders desk", "주문 데스크".encode())
        raw = raw.replace(b"Subject: kit", "Subject: 배송 문의 & <48213>".encode())
        remote.deliver(raw, moment(0))
        mail = self.pulled(connect, Kind.EMAIL).titled("배송 문의 & <48213>")
        assert isinstance(mail, Email)
        assert mail.from_[0].name == "주문 데스크"
        assert mail.snippet == "This is the text of kit."
        assert mail.message_id == message_id("kit")
        assert mail.received_at == mail.sent_at == moment(0)
        assert mail.extra["gmail"] == ["CATEGORY_PERSONAL"]

    def test_aliases_are_own_addresses(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.box.aliases.append("sales@demo.example")
        assert connect().check().addresses == ("me@demo.example", "sales@demo.example")

    def test_a_rename_that_was_cut_renames_the_labels_in_it_too(self, connect: Connect, remote: GoogleRemote) -> None:
        outer, inner = remote.box.add_label("Orders"), remote.box.add_label("Orders/Open")
        near = remote.box.add_label("Orders2")
        wish = action(Verb.RENAME_FOLDER, {"collection": outer, "name": "주문"})
        remote.google.lose("gmail.users.labels.patch")
        with pytest.raises(Transient):
            connect().perform(wish)
        assert connect().find(wish) is None
        connect().perform(wish)
        assert connect().find(wish) is not None
        assert [remote.box.labels[each] for each in (outer, inner, near)] == ["주문", "주문/Open", "Orders2"]

    def test_gmail_s_own_names_are_refused(self, connect: Connect, remote: GoogleRemote) -> None:
        with pytest.raises(Rejected) as caught:
            connect().perform(action(Verb.CREATE_FOLDER, {"name": "Inbox", "parent": None}))
        assert caught.value.message_key == "folder_name"
        assert list(remote.box.labels.values()) == ["Kit label"]
