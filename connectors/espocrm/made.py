"""Which records an unfinished action made, kept in a file: under their own mail they look like anybody's."""

import json
from pathlib import Path

from workspace.model.actions import RecordRef
from workspace.model.ids import RemoteId


class Made:
    """One account's; its actions run one after the other."""

    def __init__(self, path: str) -> None:
        self._file = Path(path)

    def of(self, action_id: str) -> list[RecordRef]:
        return [RecordRef(kind, RemoteId(id_), name) for kind, id_, name in self._all().get(action_id, ())]

    def is_anothers(self, record_id: str, action_id: str) -> bool:
        return any(row[1] == record_id for other, rows in self._all().items() if other != action_id for row in rows)

    def add(self, action_id: str, ref: RecordRef) -> None:
        noted = self._all()
        row = [ref.record_type, ref.remote_id, ref.name]
        if row not in noted.setdefault(action_id, []):
            noted[action_id].append(row)
            self._keep(noted)

    def done(self, action_id: str) -> None:
        noted = self._all()
        if noted.pop(action_id, None) is not None:
            self._keep(noted)

    def _all(self) -> dict[str, list[list[str]]]:
        try:
            found = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _keep(self, noted: dict[str, list[list[str]]]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(noted), "utf-8")
        fresh.replace(self._file)
