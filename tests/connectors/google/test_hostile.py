"""What a service in trouble, a withdrawn permission and a bad line make of it: only what is concerned fails."""

import gzip
import json
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from connectors.google.labels import INBOX
from tests.connectors.google.remote import ADDRESS, GoogleRemote, SmallPages, event_id
from tests.fakes.certificate import write_certificate
from tests.fakes.google import running
from tests.fakes.google_events import Calendar
from tests.fakes.google_web import Answer, Refusal, http_date
from workspace.connector.base import Connector
from workspace.connector.contract_parts import Connect, KitParts, is_plain
from workspace.connector.contract_remote import Mirror, key_of, moment
from workspace.connector.contract_verbs import action, outgoing
from workspace.connector.errors import AuthRequired, Conflict, ConnectorError, Rejected, Transient
from workspace.connector.oauth import TOKENS, Tokens
from workspace.connector.pages import Ref
from workspace.model.items import Collection, Event
from workspace.model.kinds import Kind, Role, Verb

HTML = Answer(200, b"<html><body>Sign in to the hotel's network</body></html>", content_type="text/html")
_LISTS = ("messages", "labels", "history", "items", "connections", "sendAs")
_NUMBERS = json.dumps(dict.fromkeys(_LISTS, 5)).encode()
_EMPTY = json.dumps({name: [{}] for name in _LISTS}).encode()
GET, LIST, HISTORY = "gmail.users.messages.get", "gmail.users.messages.list", "gmail.users.history.list"


class Patient(SmallPages):
    """Asks the refused part of a batch again at once."""

    pauses = (0.0, 0.0)


class TestPatience(KitParts):
    connector_id = "google"
    connector_class = Patient

    def test_only_the_refused_part_of_a_batch_is_asked_again(self, connect: Connect, remote: GoogleRemote) -> None:
        self.fill(remote, Kind.EMAIL)
        remote.google.refuse(GET, Refusal(429, "rateLimitExceeded"), times=2)
        assert len(self.pulled(connect, Kind.EMAIL).items) == self.many
        assert remote.account.calls[GET] == self.many + 2

    def test_a_wait_that_is_asked_for_is_kept(self, connect: Connect, remote: GoogleRemote) -> None:
        self.fill(remote, Kind.EMAIL)
        remote.google.refuse(GET, Refusal(429, "rateLimitExceeded", retry_after="9"))
        with pytest.raises(Transient) as caught:
            self.pulled(connect, Kind.EMAIL)
        assert caught.value.retry_after == 9


class TestHostile(KitParts):
    connector_id = "google"
    connector_class = SmallPages

    def inbox(self, connector: Connector) -> Collection:
        return self.first(connector, Kind.EMAIL)

    def failing(self, connect: Connect, remote: GoogleRemote) -> ConnectorError:
        """The failure of a first pull; afterwards the next one brings everything."""
        mirror = Mirror(self.inbox(connect()))
        with pytest.raises(ConnectorError) as caught:
            mirror.pull(connect())
        assert is_plain(caught.value)
        mirror.pull(connect())
        assert len(mirror.items) == len(remote.box.mails)
        return caught.value

    @pytest.mark.parametrize(
        ("where", "refusal", "seconds"),
        [
            (LIST, Refusal(429, "rateLimitExceeded", retry_after="7"), 7),
            (GET, Refusal(429, "rateLimitExceeded", retry_after="7"), 7),
            (GET, Refusal(429, "rateLimitExceeded"), None),
            (LIST, Refusal(403, "userRateLimitExceeded"), None),
            ("/batch", Refusal(403, "rateLimitExceeded"), None),
            (LIST, Refusal(503, "backendError", retry_after="30"), 30),
            ("/batch", Refusal(500, "backendError"), None),
            (LIST, Refusal(502, "badGateway"), None),
        ],
    )
    def test_a_busy_service_is_asked_again_later(
        self, connect: Connect, remote: GoogleRemote, where: str, refusal: Refusal, seconds: float | None
    ) -> None:
        self.fill(remote, Kind.EMAIL)
        remote.google.refuse(where, refusal)
        error = self.failing(connect, remote)
        assert isinstance(error, Transient)
        assert error.retry_after == seconds

    def test_a_wrong_clock_does_not_lengthen_the_wait(self, connect: Connect, remote: GoogleRemote) -> None:
        """A date in Retry-After counts from the answer's own Date."""
        an_hour_on = time.time() + 3600
        later = {"retry_after": http_date(an_hour_on + 20), "date": http_date(an_hour_on)}
        remote.google.refuse(HISTORY, Refusal(429, "rateLimitExceeded", **later))
        connector = connect()
        mirror = self.pulled(connect, Kind.EMAIL)
        with pytest.raises(Transient) as caught:
            mirror.pull(connector)
        assert caught.value.retry_after == 20

    @pytest.mark.parametrize("where", [LIST, "/batch", "labels"])
    @pytest.mark.parametrize(
        "answer",
        [
            HTML,
            Answer(302, b"", {"Location": "https://hotel.example/"}, "text/html"),
            Answer(200, b'{"messages": [{"id": "18f"}], "nextPa', cut=True),
            Answer(200, gzip.compress(b"{}" * 500)[:20], {"Content-Encoding": "gzip"}),
            Answer(200, b'{"messages": [{"id": '),
            Answer(200, b"--x\r\nContent-Type: application/http\r\n", content_type="multipart/mixed; boundary=x"),
        ],
        ids=["html", "redirect", "half", "half gzip", "half json", "half batch"],
    )
    def test_an_answer_that_is_none_is_transient(
        self, connect: Connect, remote: GoogleRemote, where: str, answer: Answer
    ) -> None:
        self.fill(remote, Kind.EMAIL)
        remote.google.plan(where, answer)
        connector = connect()
        mirror = Mirror(Collection(INBOX, "Inbox", Kind.EMAIL, Role.INBOX))
        with pytest.raises(Transient) as caught:
            connector.discover() if where == "labels" else mirror.pull(connector)
        assert is_plain(caught.value)
        mirror.pull(connect())
        assert len(mirror.items) == self.many

    def test_mails_that_vanish_after_they_were_listed_are_left_out(
        self, connect: Connect, remote: GoogleRemote
    ) -> None:
        titles = self.fill(remote, Kind.EMAIL)
        remote.box.vanishing.add(list(remote.box.mails)[3])
        assert self.pulled(connect, Kind.EMAIL).titles() == titles[:3] + titles[4:]

    def test_pages_that_repeat_bring_each_mail_once(self, connect: Connect, remote: GoogleRemote) -> None:
        self.fill(remote, Kind.EMAIL)
        names = [f'{{"id": "{name}"}}' for name in remote.box.mails]
        first = Answer(200, f'{{"messages": [{",".join(names)}], "nextPageToken": "0"}}'.encode())
        remote.google.plan(LIST, first)
        items = [item for page in Mirror(self.inbox(connect())).pull(connect()) for item in page.items]
        assert sorted(item.remote_id for item in items) == sorted(remote.box.mails)

    @pytest.mark.parametrize("where", [LIST, HISTORY, "calendar.events.list", "people.connections.list"])
    def test_pages_without_an_end_are_given_up(self, connect: Connect, remote: GoogleRemote, where: str) -> None:
        connector = connect()
        kind = Kind.CONTACT if "people" in where else Kind.EVENT if "calendar" in where else Kind.EMAIL
        mirror = Mirror(self.first(connector, kind))
        if where == HISTORY:
            mirror.pull(connector)
        remote.google.plan(where, Answer(200, b'{"nextPageToken": "again"}'), times=99)
        with pytest.raises(Transient):
            mirror.pull(connector)

    def test_a_refused_token_is_renewed_once(self, connect: Connect, remote: GoogleRemote) -> None:
        old, right = Tokens("old").to_json(), Tokens("right").to_json()
        assert connect(secrets={TOKENS: old, "oauth_renewed": right}).check().user == ADDRESS
        for secrets in ({TOKENS: old}, {TOKENS: old, "oauth_renewed": old}):
            with pytest.raises(AuthRequired) as caught:
                connect(secrets=secrets).check()
            assert is_plain(caught.value)

    def test_a_token_refused_inside_a_batch_is_renewed_too(self, connect: Connect, remote: GoogleRemote) -> None:
        self.fill(remote, Kind.EMAIL)
        mirror = self.pulled(connect, Kind.EMAIL)
        refs = [Ref(mirror.collection.remote_id, each) for each in mirror.items]
        old, right = Tokens("old").to_json(), Tokens("right").to_json()
        assert len(list(connect(secrets={TOKENS: old, "oauth_renewed": right}).bodies(refs))) == self.many
        for secrets in ({TOKENS: old}, {TOKENS: old, "oauth_renewed": old}):
            with pytest.raises(AuthRequired):
                list(connect(secrets=secrets).bodies(refs))

    def test_a_missing_permission_concerns_its_own_kind(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.account.scopes.discard("calendar")
        self.fill(remote, Kind.EMAIL)
        connector = connect()
        [calendar] = [each for each in connector.discover() if each.kind is Kind.EVENT]
        assert calendar.remote_id == ADDRESS
        with pytest.raises(Rejected) as caught:
            list(connector.pull(calendar, None))
        assert caught.value.message_key == "scope_missing"
        assert is_plain(caught.value)
        assert len(self.pulled(connect, Kind.EMAIL).items) == self.many
        assert self.pulled(connect, Kind.CONTACT).items == {}

    def test_without_mail_the_calendar_says_who_we_are(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.account.scopes.discard("gmail")
        assert connect().check().user == ADDRESS
        connector = connect()
        with pytest.raises(Rejected):
            list(connector.pull(self.inbox(connector), None))

    def test_what_the_admin_leaves_out_is_not_asked_for(self, connect: Connect, remote: GoogleRemote) -> None:
        scopes = "openid https://www.googleapis.com/auth/gmail.modify"
        assert {each.kind for each in connect(scopes=scopes).discover()} == {Kind.EMAIL}

    def test_one_forbidden_calendar_leaves_the_others(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.agenda.calendars["team@group.calendar.google.com"] = Calendar("Team", is_forbidden=True)
        connector = connect()
        own, other = [each for each in connector.discover() if each.kind is Kind.EVENT]
        with pytest.raises(Rejected) as caught:
            list(connector.pull(other, None))
        assert caught.value.message_key == "forbidden"
        list(connector.pull(own, None))

    def test_plain_text_leaves_this_computer_never(self, connect: Connect) -> None:
        with pytest.raises(Rejected) as caught:
            connect(base_url="http://mail.example").check()
        assert caught.value.message_key == "not_secure"
        with pytest.raises(Rejected):
            connect(base_url="mail.example").check()

    def test_a_broken_line_does_not_send_again_by_itself(self, connect: Connect, remote: GoogleRemote) -> None:
        connector = connect()
        connector.check()
        remote.google.lose("gmail.users.messages.send")
        with pytest.raises(Transient):
            connector.perform(action(Verb.SEND, outgoing()))
        assert remote.account.calls["gmail.users.messages.send"] == 1

    def test_a_line_that_went_stale_is_opened_again(self, connect: Connect, remote: GoogleRemote) -> None:
        connector = connect()
        connector.check()
        remote.cut_network()
        remote.mend_network()
        assert connector.check().user == ADDRESS

    def test_bodies_stop_at_what_is_refused(self, connect: Connect, remote: GoogleRemote) -> None:
        self.fill(remote, Kind.EMAIL)
        mirror = self.pulled(connect, Kind.EMAIL)
        remote.google.refuse(GET, Refusal(429, "rateLimitExceeded", retry_after="3"))
        refs = [Ref(mirror.collection.remote_id, each) for each in mirror.items]
        with pytest.raises(Transient):
            list(connect().bodies(refs))
        assert len(list(connect().bodies(refs))) == self.many

    @pytest.mark.parametrize(
        ("refusal", "kind", "key"),
        [
            (Refusal(403, "accessNotConfigured", "SERVICE_DISABLED"), Rejected, "forbidden"),
            (Refusal(403, "domainPolicy"), Rejected, "forbidden"),
            (Refusal(400, "invalidArgument"), Rejected, "refused"),
            (Refusal(404, "notFound"), Rejected, "not_found"),
            (Refusal(409, "aborted"), Conflict, "changed_elsewhere"),
            (Refusal(403, "dailyLimitExceeded"), Transient, "busy"),
            (Refusal(504, "deadlineExceeded"), Transient, "bad_answer"),
        ],
        ids=lambda each: getattr(each, "reason", ""),
    )
    def test_a_refused_action_says_why(
        self, connect: Connect, remote: GoogleRemote, refusal: Refusal, kind: type[ConnectorError], key: str
    ) -> None:
        self.fill(remote, Kind.EMAIL)
        mail = next(iter(self.pulled(connect, Kind.EMAIL).items.values()))
        remote.google.refuse("gmail.users.messages.modify", refusal)
        with pytest.raises(kind) as caught:
            connect().perform(action(Verb.READ, {"collection": INBOX}, key_of(mail)))
        assert caught.value.message_key == key
        assert is_plain(caught.value)

    def test_a_private_authority_is_trusted_by_its_file_alone(self, connect: Connect, tmp_path: Path) -> None:
        certificate, key = tmp_path / "own.pem", tmp_path / "own.key"
        write_certificate(certificate, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        with running(context) as google:
            google.add_account("right", ADDRESS)
            assert connect(base_url=google.base_url, ca_file=str(certificate)).check().user == ADDRESS
            with pytest.raises(Transient) as caught:
                connect(base_url=google.base_url).check()
            assert caught.value.message_key == "certificate"

    def test_a_service_without_batches_is_asked_one_by_one(self, connect: Connect, remote: GoogleRemote) -> None:
        """Servers that imitate Google may have neither batches nor uploads nor counts."""
        titles = self.fill(remote, Kind.EMAIL)
        remote.box.vanishing.add(list(remote.box.mails)[3])
        for where in ("/batch", "POST /upload", "gmail.users.labels.get", "gmail.users.settings"):
            remote.google.refuse(where, Refusal(404, "notFound"), times=99)
        assert self.pulled(connect, Kind.EMAIL).titles() == titles[:3] + titles[4:]
        assert connect().check().addresses == (ADDRESS,)
        connect().perform(action(Verb.SEND, outgoing(text="long " * 800_000)))
        assert len(remote.sent()[0]) > 1_000_000

    def test_a_service_without_a_profile_is_followed_from_its_newest_mail(
        self, connect: Connect, remote: GoogleRemote
    ) -> None:
        remote.google.refuse("gmail.users.getProfile", Refusal(404, "notFound"), times=99)
        assert connect().check().user == ADDRESS
        titles = self.fill(remote, Kind.EMAIL)
        mirror = self.pulled(connect, Kind.EMAIL)
        assert mirror.titles() == titles
        remote.add(Kind.EMAIL, "late", moment(99))
        mirror.pull(connect())
        assert sorted(mirror.titles()) == sorted([*titles, "late"])

    def test_the_calendar_and_then_the_sign_in_say_who_we_are(self, connect: Connect, remote: GoogleRemote) -> None:
        for where in ("gmail.users.getProfile", "gmail.users.settings", "calendar.calendarList.get"):
            assert connect().check().user == ADDRESS
            remote.google.refuse(where, Refusal(404, "notFound"), times=99)
        assert connect().check().user == ADDRESS

    def test_an_event_that_cannot_be_looked_at_is_deleted_all_the_same(
        self, connect: Connect, remote: GoogleRemote
    ) -> None:
        self.fill(remote, Kind.EVENT)
        event = next(iter(self.pulled(connect, Kind.EVENT).items.values()))
        remote.google.refuse("calendar.events.get", Refusal(404, "notFound"), times=99)
        connect().perform(action(Verb.DELETE_EVENT, {}, key_of(event)))
        assert event.remote_id not in self.pulled(connect, Kind.EVENT).items

    def test_a_calendar_whose_server_takes_no_sync_token_is_read_whole(
        self, connect: Connect, remote: GoogleRemote
    ) -> None:
        self.fill(remote, Kind.EVENT)
        remote.agenda.takes_tokens = False
        mirror = self.pulled(connect, Kind.EVENT)
        assert mirror.cursor is None
        remote.delete(next(iter(mirror.items.values())))
        mirror.pull(connect())
        assert len(mirror.items) == self.many - 1

    def test_an_invitation_that_marks_no_guest_is_answered_by_address(
        self, connect: Connect, remote: GoogleRemote
    ) -> None:
        remote.invite("kit invited")
        event = next(iter(self.pulled(connect, Kind.EVENT).items.values()))
        assert isinstance(event, Event)
        for guest in remote.agenda.calendars[ADDRESS].events[event_id(event)]["attendees"]:
            guest.pop("self", None)
        connect().perform(action(Verb.ANSWER, {"partstat": "DECLINED"}, key_of(event)))
        assert remote.answer(event) == "DECLINED"

    @pytest.mark.parametrize("is_reply", [False, True])
    def test_a_large_mail_is_uploaded(self, connect: Connect, remote: GoogleRemote, is_reply: bool) -> None:
        self.fill(remote, Kind.EMAIL)
        mail = next(iter(self.pulled(connect, Kind.EMAIL).items.values()))
        remote.google.refuse("POST /gmail", Refusal(413, "uploadTooLarge"), times=9)
        verb, item = (Verb.REPLY, key_of(mail)) if is_reply else (Verb.SEND, None)
        connect().perform(action(verb, outgoing(text="long " * 800_000), item))
        assert len(remote.sent()[0]) > 4_000_000

    @pytest.mark.parametrize(
        "where",
        ["getProfile", "labels.list", LIST, GET, HISTORY, "calendarList.list", "events.list", "connections.list"],
    )
    @pytest.mark.parametrize("content", [b"[]", b'{"login": "room 12"}', _NUMBERS, _EMPTY])
    def test_json_of_somebody_else_is_no_fault_of_ours(
        self, connect: Connect, remote: GoogleRemote, where: str, content: bytes
    ) -> None:
        mirrors = []
        for kind in (Kind.EMAIL, Kind.EVENT, Kind.CONTACT):
            self.fill(remote, kind)
            mirrors.append(self.pulled(connect, kind))
            remote.add(kind, f"kit {kind.value} late", moment(99))
        remote.google.plan(where, Answer(200, content), times=999)
        ways: list[Callable[[], object]] = [lambda: connect().check(), lambda: connect().discover()]
        ways += [partial(_pull_anew, mirror, connect) for mirror in mirrors]
        ways += [partial(mirror.pull, connect()) for mirror in mirrors]
        for way in ways:
            # Anything else would be taken for a fault of the connector, and pause the account.
            with suppress(Transient):
                way()

    @pytest.mark.parametrize("where", ["messages.send", "drafts.create", "events.insert"])
    def test_an_action_whose_answer_names_nothing_is_looked_up(
        self, connect: Connect, remote: GoogleRemote, where: str
    ) -> None:
        remote.google.plan(where, Answer(200, b'{"login": "room 12"}'))
        times = {"starts_at": "2026-12-01T10:00:00+00:00"}
        event = {"collection": ADDRESS, "uid": "u@kit", "summary": "kit", **times}
        payloads = {"events.insert": (Verb.CREATE_EVENT, event), "drafts.create": (Verb.SAVE_DRAFT, outgoing())}
        verb, payload = payloads.get(where, (Verb.SEND, outgoing()))
        with pytest.raises(Transient):
            connect().perform(action(verb, payload))

    def test_odd_mail_is_shown_as_far_as_it_goes(self, connect: Connect, remote: GoogleRemote) -> None:
        remote.box.add(b"Subject: =?utf-8?b?####?=\r\nDate: yesterday\r\n\r\n", ["INBOX"], moment(0))
        remote.box.add(b"", ["INBOX"], moment(1))
        assert len(self.pulled(connect, Kind.EMAIL).items) == 2


def _pull_anew(mirror: Mirror, connect: Connect) -> None:
    Mirror(mirror.collection).pull(connect())
