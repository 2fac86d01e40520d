"""What a server, or what stands in front of it, can do wrong."""

import pytest

from tests.connectors.caldav.conftest import Connect
from tests.connectors.caldav.remote import CaldavRemote, event_lines
from tests.fakes.dav_front import Asked, DavFront, Said
from workspace.connector.contract_remote import Mirror, moment
from workspace.connector.errors import AuthRequired, ConnectorError, Rejected, Transient
from workspace.model.kinds import Kind

HTML = b"<!doctype html><html><body>Welcome to the hotel network</body></html>"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<multistatus xmlns="DAV:"><response><href>/&b;</href></response></multistatus>"""
LATE = (("Retry-After", "Sun, 22 Nov 2026 01:02:30 GMT"), ("Date", "Sun, 22 Nov 2026 01:02:00 GMT"))


def always(said: Said, *methods: str) -> object:
    def rule(asked: Asked) -> Said | None:
        return said if not methods or asked.method in methods else None

    return rule


@pytest.mark.parametrize(
    ("said", "kind", "key"),
    [
        (Said(401), AuthRequired, "signin_refused"),
        (Said(403), Rejected, "forbidden"),
        (Said(423), Transient, "busy"),
        (Said(429, headers=(("Retry-After", "30"),)), Transient, "busy"),
        (Said(503, headers=LATE), Transient, "busy"),
        (Said(500, HTML), Transient, "bad_answer"),
        (Said(200, HTML, (("Content-Type", "text/html"),)), Transient, "bad_answer"),
        (Said(207, HTML, (("Content-Type", "text/html"),)), Transient, "bad_answer"),
        (Said(207, BOMB), Transient, "bad_answer"),
        (Said(207, b"<multistatus xmlns='DAV:'><resp", missing=5000), Transient, "bad_answer"),
        (Said(207, b"<multistatus xmlns='DAV:'><resp"), Transient, "bad_answer"),
        (Said(302, headers=(("Location", "http://127.0.0.1:1/x"),)), Transient, "unreachable"),
        (Said(302, headers=(("Location", "https://elsewhere.example/x"),)), Rejected, "refused"),
        (Said(301, headers=(("Location", "/"),)), Transient, "bad_answer"),
    ],
)
def test_a_failure_is_named_by_what_happens_next(
    connect: Connect, fronted: CaldavRemote, front: DavFront, said: Said, kind: type[ConnectorError], key: str
) -> None:
    fronted.add(Kind.EVENT, "one", moment(0))
    mirror = Mirror(next(iter(connect(fronted).discover())))
    mirror.pull(connect(fronted))
    before = dict(mirror.items)
    front.rules.append(always(said, "REPORT"))  # type: ignore[arg-type]
    with pytest.raises(kind) as caught:
        mirror.pull(connect(fronted))
    assert caught.value.message_key == key
    assert mirror.items == before
    if said.status in (429, 503):
        assert isinstance(caught.value, Transient)
        assert caught.value.retry_after == 30


def test_a_web_page_instead_of_a_server_is_not_a_wrong_password(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    front.rules.append(always(Said(200, HTML)))  # type: ignore[arg-type]
    with pytest.raises(Transient) as caught:
        connect(fronted).check()
    assert caught.value.message_key == "bad_answer"


def test_an_address_without_a_server_says_which_setting(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    front.rules.append(always(Said(404)))  # type: ignore[arg-type]
    with pytest.raises(Rejected) as caught:
        connect(fronted).check()
    assert caught.value.params["field"] == "base_url"


@pytest.mark.parametrize("base_url", ["http://dav.example.com", "ftp://127.0.0.1", "", "https://", "http://[::"])
def test_a_server_is_only_reached_safely(connect: Connect, remote: CaldavRemote, base_url: str) -> None:
    with pytest.raises(Rejected) as caught:
        connect(remote, base_url=base_url).check()
    assert caught.value.message_key in ("not_secure", "setting_wrong")


def test_the_server_is_found_by_its_well_known_address(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    """RFC 6764 section 5: whatever the given address answers, the well-known one redirects."""

    def site(asked: Asked) -> Said | None:
        if asked.path == "/shop":
            return Said(405, HTML)
        if asked.path == "/.well-known/caldav":
            return Said(301, headers=(("Location", "/"),))
        return None

    front.rules.append(site)
    identity = connect(fronted, base_url=fronted.settings["base_url"] + "/shop").check()
    assert identity.addresses == (fronted.user,)


def test_a_digest_is_answered_where_the_server_wants_one(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    """RFC 7616; what the front checks it does not pass on."""
    challenge = (("WWW-Authenticate", 'Digest realm="dav", nonce="abc", qop="auth", algorithm=MD5'),)

    def guard(asked: Asked) -> Said | None:
        given = asked.headers.get("Authorization", "")
        if not given.startswith("Digest "):
            return Said(401, headers=challenge)
        assert f'username="{fronted.user}"' in given
        assert f'uri="{asked.path}"' in given
        return Said(207, b'<multistatus xmlns="DAV:"/>')

    front.rules.append(guard)
    connector = connect(fronted)
    answer = connector.wire.ask("PROPFIND", "/x")
    assert answer.status == 207
    assert connector.wire.ask("PROPFIND", "/y").status == 207
    assert len(front.asked) == 3


def test_an_id_that_vanished_between_list_and_read_is_left_out(
    connect: Connect, fronted: CaldavRemote, front: DavFront
) -> None:
    for number in range(2):
        fronted.add(Kind.EVENT, f"event {number}", moment(number))
    mirror = Mirror(next(iter(connect(fronted).discover())))

    def vanish(asked: Asked) -> Said | None:
        if b"calendar-multiget" in asked.body:
            front.rules.clear()
            fronted.ask("DELETE", f"{fronted.calendar}event-1.ics")
        return None

    front.rules.append(vanish)
    mirror.pull(connect(fronted))
    assert mirror.titles() == ["event 0"]


def test_what_cannot_be_read_leaves_what_was_there(connect: Connect, fronted: CaldavRemote, front: DavFront) -> None:
    fronted.add(Kind.EVENT, "one", moment(0))
    mirror = Mirror(next(iter(connect(fronted).discover())))
    mirror.pull(connect(fronted))
    fronted.put("one", *event_lines("one", "two", moment(0)))
    fronted.add(Kind.EVENT, "three", moment(0))

    def spoil(asked: Asked) -> Said | None:
        if b"calendar-multiget" not in asked.body:
            return None
        front.rules.clear()
        whole = front.answer(asked)
        return Said(whole.status, whole.body.replace(b"SUMMARY:two", b"DTSTART:nonsense\nSUMMARY:two"), whole.headers)

    front.rules.append(spoil)
    mirror.pull(connect(fronted))
    assert mirror.titles() == ["one", "three"]


def test_addresses_are_one_however_they_are_escaped(connect: Connect, remote: CaldavRemote) -> None:
    wire = connect(remote).wire
    assert wire.name_of("/a%40b/%EC%9D%BC/") == wire.name_of("/a@b/일/") == "/a@b/%EC%9D%BC/"
    assert wire.name_of("/a%2Fb.ics") == "/a%2Fb.ics"
    assert wire.name_of(remote.settings["base_url"] + "/x.ics") == "/x.ics"
    assert wire.name_of("https://P12.example.com/x.ics") == "https://p12.example.com/x.ics"
