"""Puts an item together for the reader: its row, collections, attachments, body, chips and pending marks."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workspace.model.ids import AccountId
from workspace.model.items import Address, Attachment, ItemKey
from workspace.model.kinds import Kind
from workspace.store import queries
from workspace.store.reactions import react
from workspace.store.reading.connections import Files, Row
from workspace.store.reading.overlay import Overlay, Patch
from workspace.store.rows import FiledChip, ItemRow
from workspace.store.times import from_ms, maybe_from_ms
from workspace.store.unpacking import unpack

KINDS = {str(kind): kind for kind in Kind}
_SHOWN = {"to", "cc", "bcc", "reply_to"}


def items(files: Files, overlay: Overlay, rows: Sequence[Row], *, with_bodies: bool = False) -> list[ItemRow]:
    """The rows of ``queries.ITEM`` as items, in the same order."""
    if not rows:
        return []
    ids = json.dumps([row[0] for row in rows])
    collections: dict[int, list[str]] = defaultdict(list)
    for item_id, remote_id, _ in files.cache(queries.COLLECTIONS_OF, ids):
        collections[item_id].append(remote_id)
    attachments: dict[int, list[Attachment]] = defaultdict(list)
    for item_id, part_id, name, content_type, size, content_id, is_inline in files.cache(queries.ATTACHMENTS_OF, ids):
        part = Attachment(part_id, name, content_type, size, content_id, bool(is_inline))
        attachments[item_id].append(part)
    bodies = {row[0]: row[1:] for row in files.cache(queries.BODIES_OF, ids)} if with_bodies else {}
    chips = filed(files, overlay, [row[11] for row in rows if row[11]])
    return [
        _item(
            row,
            _patch(overlay, row),
            collections[row[0]],
            attachments[row[0]],
            bodies.get(row[0], (None, None, "{}")),
            chips.get(row[11], ()),
        )
        for row in rows
    ]


def _patch(overlay: Overlay, row: Row) -> Patch:
    """What pending actions make of an item; a read mark in a chat holds for what was said before it too."""
    patch = overlay.patches.get(row[0])
    if row[4] not in overlay.chat_marks:
        return patch or Patch()
    return replace(patch or Patch(), is_read=overlay.marked_read(row[4], row[0], bool(row[13])))


def filed(files: Files, overlay: Overlay, keys: Iterable[str]) -> dict[str, tuple[FiledChip, ...]]:
    """The chips of each filing key: what is filed, and what is queued to be."""
    wanted = set(keys)
    found: dict[str, list[FiledChip]] = defaultdict(list)
    for key, *rest in files.cache(queries.FILED_OF, json.dumps(sorted(wanted))):
        found[key].append(chip(rest))
    for key in wanted.intersection(overlay.filings):
        known = {(each.crm_account_id, each.state) for each in found[key]}
        found[key] += [queued for queued in overlay.filings[key] if not _is_known(queued, known)]
    return {key: tuple(chips) for key, chips in found.items() if chips}


def _is_known(queued: FiledChip, known: set[tuple[AccountId, str]]) -> bool:
    return any((queued.crm_account_id, state) in known for state in ("queued", "trying", "done"))


def chip(row: Sequence[object]) -> FiledChip:
    crm_account_id, state, label, receipt_id, link, filed_by = row
    return FiledChip(
        crm_account_id,  # type: ignore[arg-type]
        str(state),
        str(label),
        receipt_id,  # type: ignore[arg-type]
        None,
        link,  # type: ignore[arg-type]
        filed_by,  # type: ignore[arg-type]
    )


def people(pairs: Iterable[Sequence[str]]) -> tuple[Address, ...]:
    return tuple([Address(name, email) for name, email in pairs]) if pairs else ()


def _item(
    row: Row,
    patch: Patch,
    collections: Sequence[str],
    attachments: Sequence[Attachment],
    body: Row,
    chips: tuple[FiledChip, ...],
) -> ItemRow:
    detail = json.loads(row[21])
    text, html, extra = body
    facts = {name: value for name, value in detail.items() if name not in _SHOWN}
    if row[22]:
        facts["is_mention"] = True
    if patch.reactions:
        react(facts, patch.reactions)
    return ItemRow(
        item_id=row[0],
        key=ItemKey(row[1], KINDS[row[2]], row[3]),
        thread_id=row[4],
        received_at=from_ms(row[5]),
        sent_at=maybe_from_ms(row[6]),
        subject=row[7],
        from_=Address(row[8], row[9]),
        to=people(detail.get("to", ())),
        cc=people(detail.get("cc", ())),
        bcc=people(detail.get("bcc", ())),
        reply_to=people(detail.get("reply_to", ())),
        message_id=row[10],
        filing_key=row[11],
        snippet=row[12],
        is_read=bool(row[13]) if patch.is_read is None else patch.is_read,
        is_flagged=bool(row[14]) if patch.is_flagged is None else patch.is_flagged,
        is_draft=bool(row[15]),
        is_sent=bool(row[16]),
        is_automated=bool(row[17]),
        body_state=row[18],
        size=row[19],
        version=row[20],
        collections=patch.collections(collections),
        attachments=tuple(attachments),
        text=unpack(text),
        html=unpack(html),
        filed=chips,
        detail=facts if extra == "{}" else {**facts, **json.loads(extra)},
    )
