"""The kit's part on reading: who we are, what there is, pulls, bodies, attachments, news and failures."""

import select
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from time import monotonic
from typing import Any

import pytest

from workspace.connector.base import Connector, Watch
from workspace.connector.contract_parts import Connect, KitParts, is_plain
from workspace.connector.contract_remote import (
    PIECE,
    Mirror,
    Remote,
    moment,
    sample_mail,
    sample_record,
    title_of,
)
from workspace.connector.contract_static import check_manifest
from workspace.connector.errors import (
    AuthRequired,
    CursorExpired,
    Rejected,
    Transient,
)
from workspace.connector.pages import Query, Ref, Search
from workspace.mail.parse import parse
from workspace.model.items import Email, Item
from workspace.model.kinds import Kind, Role


class PullContract(KitParts):
    """What every connector keeps to when it reads."""

    def test_the_manifest_is_sound(self) -> None:
        assert check_manifest(self.manifest) == []

    def test_check_says_who_we_are(self, connect: Connect) -> None:
        identity = connect().check()
        assert identity.user
        assert identity == connect().check()
        if Kind.EMAIL in self.manifest.kinds:
            assert identity.addresses
            assert all("@" in address for address in identity.addresses)

    def test_discover_lists_every_kind_with_the_inbox_first(self, connect: Connect) -> None:
        found = list(connect().discover())
        assert {each.kind for each in found} == set(self.manifest.kinds)
        ids = [(each.kind, each.remote_id) for each in found]
        assert len(set(ids)) == len(ids)
        assert ids == [(each.kind, each.remote_id) for each in connect().discover()]
        if Kind.EMAIL in self.manifest.kinds:
            assert found[0].role is Role.INBOX

    def test_the_first_pull_brings_everything_newest_first(self, connect: Connect, remote: Remote) -> None:
        for kind in self.manifest.kinds:
            titles = self.fill(remote, kind)
            connector = connect()
            mirror = Mirror(self.first(connector, kind))
            items = [item for page in mirror.pull(connector) for item in page.items]
            assert mirror.titles("kit ") == titles
            times = [at for item in items if (at := getattr(item, "received_at", None))]
            assert times == sorted(times, reverse=True), f"{kind.value} is not newest first"

    def test_what_is_delivered_is_well_formed(self, connect: Connect, remote: Remote) -> None:
        for kind in self.manifest.kinds:
            self.fill(remote, kind)
            connector = connect()
            for page in Mirror(self.first(connector, kind)).pull(connector):
                assert page.cursor is None or isinstance(page.cursor, str)
                ids = [*page.gone, *(page.alive or ()), *(f.remote_id for f in page.flags)]
                assert all(isinstance(each, str) and each for each in ids)
                for item in page.items:
                    assert item.kind is kind
                    assert isinstance(item.remote_id, str)
                    assert item.remote_id
                    assert malformed(item) == []

    def test_an_item_pulled_twice_is_the_same(self, connect: Connect, remote: Remote) -> None:
        for kind in self.manifest.kinds:
            self.fill(remote, kind)
            assert self.pulled(connect, kind).items == self.pulled(connect, kind).items

    def test_the_cursor_resumes(self, connect: Connect, remote: Remote) -> None:
        for kind in self.manifest.kinds:
            titles = self.fill(remote, kind)
            mirror = self.pulled(connect, kind)
            assert mirror.cursor is not None
            remote.add(kind, f"kit {kind.value} later", moment(self.many))
            brought = mirror.pull(connect())
            assert mirror.titles("kit ") == sorted([*titles, f"kit {kind.value} later"])
            assert self.manifest.deletes == "window" or count(brought) <= 2, (
                f"the cursor of {kind.value} did not advance"
            )

    def test_a_cut_pull_resumes(self, connect: Connect, remote: Remote) -> None:
        """Cut after any page, with changes at the service before the next pull."""
        for kind in self.manifest.kinds:
            titles = self.fill(remote, kind)
            connector = connect()
            pages = len(Mirror(self.first(connector, kind)).pull(connector))
            assert pages > 1, f"{self.many} items are one page: raise many, or make pages smaller"
            for cut in range(1, pages):
                mirror = Mirror(self.first(connector, kind))
                mirror.pull(connect(), cut)
                titles.append(f"kit {kind.value} cut {cut:03}")
                remote.add(kind, titles[-1], moment(self.many + cut))
                gone = next(t for t in reversed(titles[:-1]) if t in mirror.titles())
                remote.delete(mirror.titled(gone))
                titles.remove(gone)
                mirror.pull(connect())
                assert mirror.titles("kit ") == sorted(titles), f"{kind.value} cut after {cut}"

    def test_a_page_seen_twice_is_harmless(self, connect: Connect, remote: Remote) -> None:
        """The engine may die after a page was delivered and before it was stored."""
        for kind in self.manifest.kinds:
            self.fill(remote, kind)
            mirror = self.pulled(connect, kind)
            before = mirror.cursor
            remote.add(kind, f"kit {kind.value} later", moment(self.many))
            remote.delete(mirror.titled(f"kit {kind.value} 001"))
            mirror.pull(connect())
            once = dict(mirror.items)
            mirror.cursor = before
            mirror.pull(connect())
            assert mirror.items == once

    def test_deletions_arrive(self, connect: Connect, remote: Remote) -> None:
        for kind in self.manifest.kinds:
            titles = self.fill(remote, kind)
            mirror = self.pulled(connect, kind)
            remote.delete(mirror.titled(titles[1]))
            remote.delete(mirror.titled(titles[-1]))
            mirror.pull(connect())
            assert mirror.titles("kit ") == titles[:1] + titles[2:-1]

    def test_changes_arrive(self, connect: Connect, remote: Remote) -> None:
        for kind in set(self.manifest.kinds) - {Kind.EMAIL}:
            titles = self.fill(remote, kind)
            mirror = self.pulled(connect, kind)
            item = mirror.titled(titles[2])
            remote.change(item, "kit changed")
            mirror.pull(connect())
            assert title_of(mirror.items[item.remote_id]) == "kit changed"

    def test_marks_arrive(self, connect: Connect, remote: Remote) -> None:
        self.needs(Kind.EMAIL in self.manifest.kinds, "email")
        titles = self.fill(remote, Kind.EMAIL)
        mirror = self.pulled(connect, Kind.EMAIL)
        for is_read in (True, False):
            remote.mark(mirror.titled(titles[1]), is_read=is_read)
            mirror.pull(connect())
            item = mirror.titled(titles[1])
            assert isinstance(item, Email)
            assert item.is_read is is_read

    def test_a_move_is_seen_on_both_sides(self, connect: Connect, remote: Remote) -> None:
        self.needs(Kind.EMAIL in self.manifest.kinds, "email")
        titles = self.fill(remote, Kind.EMAIL)
        connector = connect()
        inbox = self.pulled(connect, Kind.EMAIL)
        trash = Mirror(self.with_role(connector, Role.TRASH))
        trash.pull(connector)
        moved = inbox.titled(titles[2])
        assert isinstance(moved, Email)
        remote.move(moved, Role.TRASH)
        inbox.pull(connect())
        trash.pull(connect())
        assert titles[2] not in inbox.titles()
        found = trash.titled(titles[2])
        assert isinstance(found, Email)
        assert found.message_id == moved.message_id

    def test_bodies_are_those_that_were_asked_for(self, connect: Connect, remote: Remote) -> None:
        self.needs(Kind.EMAIL in self.manifest.kinds, "email")
        titles = self.fill(remote, Kind.EMAIL)
        mirror = self.pulled(connect, Kind.EMAIL)
        remote.delete(mirror.titled(titles[3]))
        asked = {Ref(mirror.collection.remote_id, i.remote_id): i for i in mirror.items.values()}
        brought = list(connect().bodies(list(asked)))
        found = sorted(title_of(asked[ref]) for ref, _ in brought)
        assert [t for t in found if t.startswith("kit ")] == titles[:3] + titles[4:]
        for ref, raw in brought:
            item = asked[ref]
            assert isinstance(item, Email)
            assert parse(raw).message_id == item.message_id
            if item.subject in titles:
                assert f"the text of {item.subject}." in parse(raw).text

    def test_an_attachment_arrives_byte_for_byte(self, connect: Connect, remote: Remote) -> None:
        self.needs(Kind.EMAIL in self.manifest.kinds, "email")
        sent = {"small.bin": bytes(range(256)), "big.bin": bytes(range(251)) * 9000}
        remote.deliver(sample_mail("kit attached", moment(1), sent.items()), moment(1))
        mirror = self.pulled(connect, Kind.EMAIL)
        ref = Ref(mirror.collection.remote_id, mirror.titled("kit attached").remote_id)
        [(_, raw)] = connect().bodies([ref])
        for part in parse(raw).attachments:
            pieces = list(connect().fetch(Ref(ref.collection, ref.remote_id, part.part_id)))
            assert max(map(len, pieces)) <= PIECE
            assert b"".join(pieces) == sent.pop(part.name)
        assert sent == {}
        with pytest.raises(Rejected):
            list(connect().fetch(Ref(ref.collection, ref.remote_id, "99.99")))

    def test_an_expired_cursor_is_said(self, connect: Connect, remote: Remote) -> None:
        kind = self.manifest.kinds[0]
        titles = self.fill(remote, kind)
        mirror = self.pulled(connect, kind)
        remote.forget_cursors()
        for cursor in (mirror.cursor, "kit:not-a-cursor"):
            with pytest.raises(CursorExpired):
                list(connect().pull(mirror.collection, cursor))
        assert self.pulled(connect, kind).titles("kit ") == titles

    def test_a_cut_network_is_transient(self, connect: Connect, remote: Remote) -> None:
        kind = self.manifest.kinds[0]
        self.fill(remote, kind)
        connector = connect()
        mirror = self.pulled(connect, kind)
        remote.cut_network()
        for call in self.reads(connector, mirror):
            with pytest.raises(Transient) as caught:
                call()
            assert is_plain(caught.value)
        remote.mend_network()
        for call in self.reads(connector, mirror):
            call()

    def reads(self, connector: Connector, mirror: Mirror) -> list[Callable[[], object]]:
        """Every reading call that the manifest promises."""
        ref = Ref(mirror.collection.remote_id, next(iter(mirror.items)))
        calls: list[Callable[[], object]] = [
            connector.check,
            lambda: list(connector.discover()),
            lambda: list(connector.pull(mirror.collection, mirror.cursor)),
        ]
        if Kind.EMAIL in self.manifest.kinds:
            calls.append(lambda: list(connector.bodies([ref])))
        if self.manifest.look_up:
            calls.append(lambda: list(connector.look_up(Query(text="kit"))))
        return calls

    def test_a_wrong_secret_asks_for_signin(self, connect: Connect, remote: Remote) -> None:
        self.needs(bool(remote.wrong_secrets), "a secret")
        with pytest.raises(AuthRequired) as caught:
            connect(secrets=remote.wrong_secrets).check()
        assert is_plain(caught.value)

    def test_records_are_looked_up(self, connect: Connect, remote: Remote) -> None:
        self.needs(self.manifest.look_up, "look_up")
        remote.add_record(sample_record("Kit Haneul", "kit@haneul-kit.example"))
        for query in (
            Query(emails=("KIT@haneul-kit.example",)),
            Query(domains=("haneul-kit.example",)),
            Query(text="kit haneul"),
        ):
            assert "Kit Haneul" in [each.name for each in connect().look_up(query)]
        assert list(connect().look_up(Query(emails=("nobody@kit.invalid",)))) == []

    def test_mails_are_searched_at_the_service(self, connect: Connect, remote: Remote) -> None:
        """By words of any script, sender, subject, time; each as a pull brings it, in the collection where it lies."""
        self.needs(self.manifest.search, "search")
        titles = self.fill(remote, Kind.EMAIL)
        raw = sample_mail("kit 김치 주문 확인", moment(self.many), sender="Kit Searched <searched@kit.example>")
        remote.deliver(raw, moment(self.many))
        mirror = self.pulled(connect, Kind.EMAIL)
        wanted = mirror.titled("kit 김치 주문 확인")
        assert self.found(connect, Search(words=("주문", "확인"))) == {title_of(wanted)}
        assert self.found(connect, Search(from_=("searched@kit.example",))) == {title_of(wanted)}
        assert self.found(connect, Search(subject=("김치 주문",))) == {title_of(wanted)}
        assert self.found(connect, Search(subject=("searched",))) == set()
        assert self.found(connect, Search(words=("nothing-is-called-this",))) == set()
        assert titles[2] in self.found(connect, Search(words=(titles[2],)))
        late = self.found(connect, Search(words=("kit",), after=moment(self.many - 1)))
        assert late == {titles[-1], title_of(wanted)}
        connector = connect()
        for collection, page in connector.search(Search(words=("주문",)), list(connector.discover())):
            assert (page.cursor, page.alive) == (None, None)
            assert collection == mirror.collection
            assert page.items == (wanted,)

    def found(self, connect: Connect, search: Search) -> set[str]:
        connector = connect()
        pages = connector.search(search, list(connector.discover()))
        return {title for _, page in pages for each in page.items if (title := title_of(each)).startswith("kit ")}

    def test_a_watch_hears_news(self, connect: Connect, remote: Remote) -> None:
        self.needs(self.manifest.watch, "watch")
        kind = self.manifest.kinds[0]
        connector = connect()
        watch = connector.watch(self.first(connector, kind))
        assert watch is not None
        remote.add(kind, "kit news", moment(0))
        try:
            assert self.hears(watch), f"no news within {self.news_seconds} seconds"
        finally:
            watch.close()
            watch.close()

    def hears(self, watch: Watch) -> bool:
        deadline = monotonic() + self.news_seconds
        while (left := deadline - monotonic()) > 0:
            select.select([watch.fileno()], [], [], left)
            if watch.heard():
                return True
        return False

    def test_a_connector_is_closed_twice_in_the_middle_of_a_pull(self, connect: Connect, remote: Remote) -> None:
        kind = self.manifest.kinds[0]
        self.fill(remote, kind)
        connector = connect()
        pulling = connector.pull(self.first(connector, kind), None)
        next(pulling)
        connector.close()
        connector.close()


def count(pages: list[Any]) -> int:
    return sum(len(page.items) for page in pages)


def malformed(item: Item) -> list[str]:
    """The fields that do not hold what the model says: naive datetimes, lists, bytes."""
    return [path for path, value in walk(item, type(item).__name__) if not is_well_formed(value)]


def walk(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name != "extra":
                yield from walk(getattr(value, each.name), f"{path}.{each.name}")
    elif isinstance(value, tuple):
        for each in value:
            yield from walk(each, path)
    else:
        yield path, value


def is_well_formed(value: Any) -> bool:
    if isinstance(value, datetime):
        return value.utcoffset() is not None
    return not isinstance(value, list | set | dict | bytes)
