"""Outlook mail, read: the tree of folders, and what changed in one of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.microsoft.delta import UNDER_WAY, Entries, Plain, Round
from connectors.microsoft.graph import Answer, Graph, Json, path, values
from connectors.microsoft.mail_mapping import SELECT, email, flags, is_marks, is_whole
from connectors.microsoft.remote_ids import named, place, root_of
from workspace.connector.errors import Rejected
from workspace.connector.pages import Page
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role

# https://learn.microsoft.com/graph/api/resources/mailfolder: names that address a folder in any language.
WELL_KNOWN = {
    "inbox": Role.INBOX,
    "sentitems": Role.SENT,
    "drafts": Role.DRAFTS,
    "archive": Role.ARCHIVE,
    "deleteditems": Role.TRASH,
    "junkemail": Role.JUNK,
}
# Folders of Outlook that hold no mail of anybody, or the same mail again.
_LEFT_OUT = frozenset({"outbox", "syncissues", "conflicts", "localfailures", "serverfailures", "searchfolders"})
_FOLDERS = {"$select": "id,displayName,parentFolderId,childFolderCount", "$top": "100"}
_DEPTH = 20
FIRST_PAGE, PAGE = 100, 500


def folders(graph: Graph, mailbox: str, refused: list[Rejected]) -> list[Collection]:
    """Every folder of a mailbox, the inbox first; names of inner ones tell their parents.

    ``refused`` takes why folders below others could not be listed.
    """
    known = roles(graph, mailbox)
    found = [
        Collection(
            named(mailbox, str(each["id"])),
            name,
            Kind.EMAIL,
            role=known.get(str(each["id"])) or _by_name(each, known.values()),
            identity=mailbox or None,
        )
        for each, name in _tree(graph, root_of(mailbox) + "/mailFolders", "", 0, refused)
        if each.get("id") and known.get(str(each["id"])) is not Role.ALL
    ]
    return sorted(found, key=lambda each: each.role is not Role.INBOX)


def roles(graph: Graph, mailbox: str) -> dict[str, Role]:
    """The role of a folder by its id; ``ALL`` marks those to leave out."""
    names = [*WELL_KNOWN, *_LEFT_OUT]
    found: dict[str, Role] = {}
    for name, answer in zip(names, _well_known(graph, mailbox, names), strict=True):
        if answer.status < 300 and isinstance(answer.body, dict) and answer.body.get("id"):
            found.setdefault(str(answer.body["id"]), WELL_KNOWN.get(name, Role.ALL))
        elif answer.status not in (400, 403, 404):
            raise graph.refusal(answer, "The folder")
    return found


def _by_name(folder: Json, known: Iterable[Role]) -> Role:
    """The role of a folder at a server that does not answer to the well-known names."""
    alias = str(folder.get("wellKnownName") or folder.get("displayName") or "").replace(" ", "").lower()
    role = WELL_KNOWN.get(alias, Role.OTHER)
    return Role.OTHER if role in known else role


def _well_known(graph: Graph, mailbox: str, names: Sequence[str]) -> list[Answer]:
    return graph.batch([f"{root_of(mailbox)}{path('mailFolders', each)}?$select=id" for each in names])


def _tree(graph: Graph, where: str, prefix: str, depth: int, refused: list[Rejected]) -> Iterator[tuple[Json, str]]:
    try:
        pages = graph.pages(where, _FOLDERS)
    except Rejected as error:
        if not depth:
            raise
        refused.append(error)
        return
    for page in pages:
        for each in page:
            name = prefix + str(each.get("displayName") or each.get("id"))
            yield each, name
            if each.get("childFolderCount") and depth < _DEPTH:
                inner = f"{where.rpartition('/mailFolders')[0]}{path('mailFolders', str(each['id']))}/childFolders"
                yield from _tree(graph, inner, f"{name}/", depth + 1, refused)


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """What one folder's ``messages/delta`` says (https://learn.microsoft.com/graph/delta-query-messages)."""

    graph: Graph
    collection: Collection
    sizes: tuple[int, int] = (FIRST_PAGE, PAGE)

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """Newest first: ``$orderby`` knows ``receivedDateTime desc`` alone (.../graph/api/message-delta)."""
        first, others = (f"odata.maxpagesize={size}" for size in self.sizes)
        pages = Round(
            self.graph,
            f"{place(self.collection.remote_id).folder}/messages/delta",
            {"$select": SELECT, "$orderby": "receivedDateTime desc"},
            self.collection.name,
            self._read,
            (others,),
            (first,),
            (Plain(f"{place(self.collection.remote_id).folder}/messages", {"$select": SELECT, "$top": "100"}),),
        ).pages(cursor)
        for page in pages:
            is_long = cursor is None and (page.cursor or "").startswith(UNDER_WAY)
            yield replace(page, total=self._total()) if is_long else page
            cursor = page.cursor

    def _total(self) -> int | None:
        """How many mails a first reading of several pages will bring."""
        try:
            found = self.graph.get(place(self.collection.remote_id).folder, {"$select": "id,totalItemCount"})
        except Rejected:
            return None
        return count if isinstance(count := found.get("totalItemCount"), int) else None

    def _read(self, found: list[Json]) -> Entries:
        mailbox, role = place(self.collection.remote_id).mailbox, self.collection.role
        here = [each for each in found if "@removed" not in each]
        whole = [each for each in here if is_whole(each)]
        marks = [each for each in here if not is_whole(each) and is_marks(each)]
        partial = [str(each["id"]) for each in here if not is_whole(each) and not is_marks(each)]
        # A page may name a mail twice; the last word counts.
        items = {str(each["id"]): email(each, mailbox, role) for each in [*whole, *self._whole(partial)]}
        return Entries(
            tuple(items.values()),
            tuple(named(mailbox, str(each["id"])) for each in found if "@removed" in each),
            tuple(flags(each, mailbox) for each in marks),
        )

    def _whole(self, ids: Sequence[str]) -> list[Json]:
        """Changed messages of which the delta told only a part."""
        root = root_of(place(self.collection.remote_id).mailbox)
        found = []
        for answer in self.graph.batch([f"{root}{path('messages', each)}?$select={SELECT}" for each in ids]):
            if answer.status < 300 and isinstance(answer.body, dict) and answer.body.get("id"):
                found.append(answer.body)
            elif answer.status != 404:
                raise self.graph.refusal(answer, "The mail")
        return found


def by_message_id(graph: Graph, mailbox: str, message_id: str, within: str = "") -> list[Json]:
    """Messages with that Message-ID, drafts too; ``within`` is a folder's name or id."""
    folder = path("mailFolders", within) if within else ""
    quoted = message_id.replace("'", "''")
    params = {"$filter": f"internetMessageId eq '{quoted}'", "$select": "id,isDraft,webLink,internetMessageId"}
    found = values(graph.get(f"{root_of(mailbox)}{folder}/messages", params), graph.host)
    return [each for each in found if each.get("internetMessageId") == message_id]
