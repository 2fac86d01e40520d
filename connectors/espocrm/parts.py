"""Who filed what to a mail, kept where every colleague can read it: in notes under the mail itself.

EspoCRM's mails hang on one record, keep no key of ours once they exist, and may be edited by their makers alone. A note
under a mail is read by all who may read the mail, and shown in no stream but the mail's own. One that hangs a mail on a
further record names it with links, so that it makes sense to people too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from connectors.espocrm.api import Espo, Json, where
from connectors.espocrm.mapping import ENTITIES, ref_of
from workspace.connector.errors import Rejected
from workspace.model.actions import RecordRef
from workspace.model.kinds import RecordType

FILED, FILING, TAKEN_BACK = "Filed", "Filing", "Taken back"
_HEAD = re.compile(r"(Filed|Filing|Taken back) with Workspace \(([\w-]+)\)")
_RECORD = re.compile(r"(new )?(under )?\[([^\]]*)\]\(#(\w+)/view/([\w-]+)\)")
_FILE = re.compile(r"\[[^\]]*\]\(\?entryPoint=download&id=([\w-]+)\)")
# "@name" in a note would notify somebody.
_UNSAFE = re.compile(r"[\[\]()<>@\\\s]+")


@dataclass(slots=True)
class Part:
    """What one action put in. ``is_open`` until all of it is there."""

    action_id: str
    records: list[RecordRef] = field(default_factory=list)
    created: list[RecordRef] = field(default_factory=list)
    parent: RecordRef | None = None
    """The record that this action hung the mail on, where the mail is not of our making."""
    files: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    by: str = ""
    is_open: bool = False
    is_taken_back: bool = False


def text_of(head: str, action_id: str, part: Part, names: dict[str, str]) -> str:
    """``names`` are those of the files, by id."""
    links = []
    for ref in part.records:
        marks = ("new " if ref in part.created else "") + ("under " if ref == part.parent else "")
        links.append(f"{marks}{link_to(ref)}")
    links += [f"[{plain(names.get(each, each))}](?entryPoint=download&id={each})" for each in part.files]
    return (
        f"{head} with Workspace ({action_id}): {', '.join(links)}" if links else f"{head} with Workspace ({action_id})"
    )


def link_to(ref: RecordRef) -> str:
    entity = ENTITIES[RecordType(ref.record_type)]
    return f"[{plain(ref.name) or entity}](#{entity}/view/{ref.remote_id})"


def plain(text: str) -> str:
    return _UNSAFE.sub(" ", text).strip()[:100]


def parts_of(api: Espo, entity: str, record_id: str) -> dict[str, Part]:
    """By action, oldest first."""
    rows, _ = api.list(f"{entity}/{record_id}/stream")
    found: dict[str, Part] = {}
    for row in reversed(rows):
        _take(found, row)
    return found


def _take(found: dict[str, Part], row: Json) -> None:
    post = str(row.get("post") or "")
    head = _HEAD.match(post)
    if head is None or row.get("type") != "Post":
        return
    part = found.setdefault(head[2], Part(head[2], by=str(row.get("createdById") or "")))
    part.notes.append(str(row["id"]))
    part.is_open = head[1] == FILING
    part.is_taken_back |= head[1] == TAKEN_BACK
    for is_new, is_parent, name, entity, record_id in _RECORD.findall(post):
        ref = ref_of(entity, record_id, name)
        if ref is None or ref in part.records:
            continue
        part.records.append(ref)
        if is_new:
            part.created.append(ref)
        if is_parent:
            part.parent = ref
    part.files += [each for each in _FILE.findall(post) if each not in part.files]


def write(api: Espo, entity: str, record_id: str, post: str) -> str:
    """A note under the record; its id. Portal users do not see it."""
    note = {"type": "Post", "post": post, "parentType": entity, "parentId": record_id, "isInternal": True}
    return str(api.create("Note", note)["id"])


def others(parts: Iterable[Part], action_id: str) -> list[Part]:
    """The parts of other actions that still stand."""
    return [each for each in parts if each.action_id != action_id and not each.is_taken_back]


def tell(api: Espo, user_id: str, entity: str, activity_id: str, subject: str, ref: RecordRef) -> None:
    """A post in the stream of a further record, once. Raises ``Rejected("no_right")`` where its stream is closed."""
    if told(api, user_id, entity, activity_id, ref):
        return
    post = f"[{plain(subject) or entity}](#{entity}/view/{activity_id})"
    try:
        write(api, ENTITIES[RecordType(ref.record_type)], ref.remote_id, post)
    except Rejected as error:
        raise (no_right(api, ref.name) if error.message_key == "forbidden" else error) from error


def no_right(api: Espo, what: str) -> Rejected:
    return Rejected("no_right", host=api.host, what=what)


def untell(api: Espo, user_id: str, entity: str, activity_id: str, ref: RecordRef) -> None:
    """Raises ``Rejected("too_old")`` where a post may not be deleted any more (``noteDeleteThresholdPeriod``)."""
    for note_id in told(api, user_id, entity, activity_id, ref):
        try:
            api.delete("Note", note_id)
        except Rejected as error:
            what = ref.name or str(ref)
            is_old = error.message_key == "forbidden"
            raise (Rejected("too_old", host=api.host, what=what) if is_old else error) from error


def told(api: Espo, user_id: str, entity: str, activity_id: str, ref: RecordRef) -> list[str]:
    """The user's own posts about it there; a list of notes shows nobody else's."""
    conditions = where("equals", "parentId", ref.remote_id), where("contains", "post", f"#{entity}/view/{activity_id})")
    rows, _ = api.list("Note", *conditions, select=("id", "createdById"))
    return [str(row["id"]) for row in rows if row.get("createdById") in (None, user_id)]
