"""The kit catches what it is there for: each planted fault makes the test fail that names it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from connectors.demo.connector import DemoConnector
from connectors.demo.service import DemoService
from connectors.demo.watching import DemoWatch
from tests.connectors.demo.remote import DemoRemote
from workspace.connector.base import Watch
from workspace.connector.contract import ConnectorContract
from workspace.connector.errors import CursorExpired, Transient
from workspace.connector.pages import Identity, Page, Query, Ref
from workspace.model.actions import Action, Receipt
from workspace.model.ids import ReceiptId, RemoteId
from workspace.model.items import ChatMessage, Collection, Email, Item, Record
from workspace.model.kinds import Verb


class Kit(ConnectorContract):
    __test__ = False
    connector_id = "demo"
    news_seconds = 0.2


class ChangesPages(DemoConnector):
    """Delivers every page as ``changed`` makes it."""

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        for number, page in enumerate(super().pull(collection, cursor)):
            yield self.changed(page, number)

    def changed(self, page: Page, number: int) -> Page:
        return replace(page, items=tuple(map(self.changed_item, page.items)))

    def changed_item(self, item: Item) -> Item:
        return item


class LosesAPage(ChangesPages):
    def changed(self, page: Page, number: int) -> Page:
        return replace(page, items=()) if number == 1 else page


class StartsWithTheOldest(ChangesPages):
    def changed(self, page: Page, number: int) -> Page:
        return replace(page, items=page.items[::-1])


class ForgetsDeletions(ChangesPages):
    def changed(self, page: Page, number: int) -> Page:
        return replace(page, gone=())


class ForgetsMarks(ChangesPages):
    def changed(self, page: Page, number: int) -> Page:
        return replace(page, flags=())


class ListsHalfOfWhatIsAlive(ChangesPages):
    def changed(self, page: Page, number: int) -> Page:
        return replace(page, alive=frozenset(i.remote_id for i in page.items[1:]))


class SaysItIsDoneTooEarly(ChangesPages):
    """Every page carries the cursor of the last one."""

    def changed(self, page: Page, number: int) -> Page:
        cursor = page.cursor or ""
        return replace(page, cursor=".".join(cursor.split(".")[:2]))


class TakesTimesAsLocal(ChangesPages):
    def changed_item(self, item: Item) -> Item:
        if isinstance(item, Email | ChatMessage):
            return replace(item, received_at=item.received_at.replace(tzinfo=None))
        return item


class DeliversLists(ChangesPages):
    def changed_item(self, item: Item) -> Item:
        people: Any = list(item.to) if isinstance(item, Email) else ()
        return replace(item, to=people) if isinstance(item, Email) else item


class NumbersFromMemory(ChangesPages):
    """Ids that depend on the order of this pull."""

    seen = 0

    def changed_item(self, item: Item) -> Item:
        NumbersFromMemory.seen += 1
        return replace(item, remote_id=RemoteId(f"{item.remote_id}-{self.seen}"))


class NeverAdvances(DemoConnector):
    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        return super().pull(collection, None)


class HidesExpiry(DemoConnector):
    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        try:
            yield from super().pull(collection, cursor)
        except CursorExpired:
            yield from super().pull(collection, None)


class ListsTheInboxLast(DemoConnector):
    def discover(self) -> Iterable[Collection]:
        return [*super().discover()][::-1]


class RaisesWhatTheSocketRaised(DemoConnector):
    def discover(self) -> Iterable[Collection]:
        try:
            return super().discover()
        except Transient as error:
            raise ConnectionError(str(error)) from error


class SpeaksInCodes(DemoConnector):
    def check(self) -> Identity:
        try:
            return super().check()
        except Transient as error:
            raise Transient("E1047") from error


class LetsEverybodyIn(DemoConnector):
    def check(self) -> Identity:
        return Identity(self.address, addresses=(self.address,))


class MixesBodiesUp(DemoConnector):
    def bodies(self, refs: Sequence[Ref]) -> Iterator[tuple[Ref, bytes]]:
        brought = list(super().bodies(refs))
        yield from zip((ref for ref, _ in brought), (b for _, b in brought[::-1]), strict=True)


class AltersAttachments(DemoConnector):
    def fetch(self, ref: Ref) -> Iterator[bytes]:
        for piece in super().fetch(ref):
            yield piece.replace(b"\r", b"\n")


class FetchesInOnePiece(DemoConnector):
    def fetch(self, ref: Ref) -> Iterator[bytes]:
        yield b"".join(super().fetch(ref))


class LooksUpEverything(DemoConnector):
    def look_up(self, query: Query) -> Iterable[Record]:
        yield from super().look_up(Query(text="k"))


class SilentWatch(DemoWatch):
    def heard(self) -> bool:
        super().heard()
        return False


class IsDeaf(DemoConnector):
    def watch(self, collection: Collection) -> Watch | None:
        return SilentWatch(self.service)


class ClosesOnce(DemoConnector):
    closed = 0

    def close(self) -> None:
        self.closed += 1
        if self.closed == 2:
            raise OSError("closed already")


class Ignores(DemoConnector):
    """Says that it did a verb, and did not."""

    ignored: Verb

    def perform(self, action: Action) -> Receipt:
        if action.verb is self.ignored:
            return Receipt(ReceiptId("ignored"), action.action_id)
        return super().perform(action)


class IgnoresMarks(Ignores):
    ignored = Verb.READ


class IgnoresUnfile(Ignores):
    ignored = Verb.UNFILE


class IgnoresReplies(Ignores):
    ignored = Verb.REPLY


class ForgetsWhatItSent(DemoConnector):
    def find(self, action: Action) -> Receipt | None:
        return None if action.verb is Verb.SEND else super().find(action)


class CountsReactionsTwice(DemoConnector):
    def perform(self, action: Action) -> Receipt:
        receipt = super().perform(action)
        if action.verb is Verb.REACT:
            with self.service.change() as state:
                state["items"][f"chat/{receipt.remote_id}"]["mine"] = []
        return receipt


class KeepsDraftsTwice(DemoConnector):
    def perform(self, action: Action) -> Receipt:
        if action.verb is Verb.SAVE_DRAFT:
            drafts = len(self.service.items("drafts"))
            action = replace(action, payload={**action.payload, "draft_id": f"d{drafts}"})
        return super().perform(action)


class FilesUnderItsOwnKey(DemoConnector):
    """A key that a colleague, or we after a crash, cannot find."""

    def perform(self, action: Action) -> Receipt:
        if action.verb is Verb.FILE:
            key = f"{action.payload['key']} {len(self.service.filings())}"
            action = replace(action, payload={**action.payload, "key": key})
        return super().perform(action)


class FoldsKeys(DemoConnector):
    def find(self, action: Action) -> Receipt | None:
        for each in self.service.filings().values():
            if each["key"].lower() == str(action.payload["key"]).lower():
                action = replace(action, payload={**action.payload, "key": each["key"]})
        return super().find(action)


class TakesEverythingBack(DemoConnector):
    """Removes the filing whoever made it."""

    def perform(self, action: Action) -> Receipt:
        receipt = super().perform(action)
        if action.verb is Verb.UNFILE:
            with self.service.change() as state:
                state["filings"].clear()
        return receipt


class OffersDemandsOnly(DemoConnector):
    """Says what is demanded and writes without it."""

    def perform(self, action: Action) -> Receipt:
        with self.service.change() as state:
            demands, state["demands"] = state.get("demands", {}), {}
            receipt = super().perform(action)
            state["demands"] = demands
        return receipt


class DropsWhatIsDemanded(DemoConnector):
    def perform(self, action: Action) -> Receipt:
        receipt = super().perform(action)
        with self.service.change() as state:
            for each in receipt.created:
                state["items"][f"record/{each.remote_id}"]["item"]["extra"] = {"region": ""}
        return receipt


class LosesAttachments(DemoConnector):
    def perform(self, action: Action) -> Receipt:
        if action.verb is Verb.FILE:
            action = replace(action, payload={**action.payload, "attachments": []})
        return super().perform(action)


class FilesAfterAll(DemoConnector):
    """Writes first and finds out afterwards that the network is gone."""

    def perform(self, action: Action) -> Receipt:
        is_cut_off = self.service.state()["is_cut_off"]
        self.service.cut_network(is_cut_off=False)
        receipt = super().perform(action)
        if is_cut_off:
            self.service.cut_network()
            raise Transient("unreachable", host="demo")
        return receipt


class DropsRecords(DemoConnector):
    """Deletes what it created, changed or used since or not."""

    def perform(self, action: Action) -> Receipt:
        receipt = super().perform(action)
        if action.verb is Verb.UNFILE:
            drop(self.service, "Kit New", "Kit Renamed")
        return receipt


def drop(service: DemoService, *names: str) -> None:
    for item in service.items("contact").values():
        if isinstance(item, Record) and item.name in names:
            service.delete(item.remote_id, item.kind)


MARK = {"verb": Verb.READ, "inverse": Verb.UNREAD, "position": 0}
FAULTS: list[tuple[type[DemoConnector], Callable[..., None]]] = [
    (LosesAPage, Kit.test_the_first_pull_brings_everything_newest_first),
    (StartsWithTheOldest, Kit.test_the_first_pull_brings_everything_newest_first),
    (ListsHalfOfWhatIsAlive, Kit.test_the_first_pull_brings_everything_newest_first),
    (ForgetsDeletions, Kit.test_deletions_arrive),
    (ForgetsDeletions, Kit.test_a_move_is_seen_on_both_sides),
    (ForgetsMarks, Kit.test_marks_arrive),
    (SaysItIsDoneTooEarly, Kit.test_a_cut_pull_resumes),
    (TakesTimesAsLocal, Kit.test_what_is_delivered_is_well_formed),
    (DeliversLists, Kit.test_what_is_delivered_is_well_formed),
    (NumbersFromMemory, Kit.test_an_item_pulled_twice_is_the_same),
    (NeverAdvances, Kit.test_the_cursor_resumes),
    (HidesExpiry, Kit.test_an_expired_cursor_is_said),
    (ListsTheInboxLast, Kit.test_discover_lists_every_kind_with_the_inbox_first),
    (RaisesWhatTheSocketRaised, Kit.test_a_cut_network_is_transient),
    (SpeaksInCodes, Kit.test_a_cut_network_is_transient),
    (LetsEverybodyIn, Kit.test_a_wrong_secret_asks_for_signin),
    (MixesBodiesUp, Kit.test_bodies_are_those_that_were_asked_for),
    (AltersAttachments, Kit.test_an_attachment_arrives_byte_for_byte),
    (FetchesInOnePiece, Kit.test_an_attachment_arrives_byte_for_byte),
    (LooksUpEverything, Kit.test_records_are_looked_up),
    (IsDeaf, Kit.test_a_watch_hears_news),
    (ClosesOnce, Kit.test_a_connector_is_closed_twice_in_the_middle_of_a_pull),
    (IgnoresMarks, Kit.test_a_mark_is_set_and_taken_back),
    (IgnoresReplies, Kit.test_a_reply_keeps_the_thread),
    (ForgetsWhatItSent, Kit.test_a_sent_mail_goes_out_and_is_found),
    (CountsReactionsTwice, Kit.test_a_reaction_is_counted_once),
    (KeepsDraftsTwice, Kit.test_a_draft_is_kept_once_and_deleted),
    (FilesUnderItsOwnKey, Kit.test_filing_twice_files_once),
    (FilesUnderItsOwnKey, Kit.test_a_filing_is_found_by_its_key),
    (FoldsKeys, Kit.test_keys_that_differ_in_case_are_different),
    (TakesEverythingBack, Kit.test_what_a_colleague_filed_is_added_to_and_kept),
    (TakesEverythingBack, Kit.test_unfiling_keeps_what_a_colleague_added),
    (TakesEverythingBack, Kit.test_a_found_filing_is_not_ours_to_remove),
    (OffersDemandsOnly, Kit.test_a_demanded_field_that_is_left_out_is_refused_before_anything_is_written),
    (DropsWhatIsDemanded, Kit.test_a_demanded_field_that_is_given_is_written),
    (LosesAttachments, Kit.test_a_filing_is_written_whole),
    (FilesAfterAll, Kit.test_filing_without_a_network_is_transient),
    (IgnoresUnfile, Kit.test_unfiling_removes_what_was_created),
    (DropsRecords, Kit.test_a_created_record_stays_when_it_changed),
    (DropsRecords, Kit.test_a_created_record_stays_when_it_is_used),
]


def outcome(fault: type[DemoConnector], test: Callable[..., None], folder: Path) -> str:
    """How a test of the kit ends for a connector: ``passed``, or what it ended with."""
    kit = Kit()
    kit.connector_class = fault  # type: ignore[misc]
    remote = DemoRemote(folder / "service.json")
    with kit.connecting(remote, folder) as connect:
        known = {"connect": connect, "remote": remote, **MARK}
        given = {name: known[name] for name in signature(test).parameters if name != "self"}
        try:
            test(kit, **given)
        except (Exception, pytest.fail.Exception) as error:
            return type(error).__name__
    return "passed"


@pytest.mark.parametrize(("fault", "test"), FAULTS, ids=lambda each: each.__name__)
def test_a_planted_fault_is_caught(fault: type[DemoConnector], test: Callable[..., None], tmp_path: Path) -> None:
    assert outcome(DemoConnector, test, tmp_path / "sound") == "passed"
    assert outcome(fault, test, tmp_path / "planted") != "passed"
