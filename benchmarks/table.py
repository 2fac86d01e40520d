"""The rows of a bench: ours beside a peer's or an absolute reach, printed and kept as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. Without ``peer``, ``reach`` is in ``unit``; with one, it is a ratio.

    ``ratio`` is how much faster we are (``is_speed``), else how much longer we take.
    """

    name: str
    unit: str
    ours: float
    reach: float
    peer: float | None = None
    is_speed: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        if self.peer is None:
            return None
        return self.peer / self.ours if self.is_speed else self.ours / self.peer

    @property
    def holds(self) -> bool:
        measured = self.ours if self.ratio is None else self.ratio
        return measured >= self.reach if self.is_speed else measured <= self.reach

    def to_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "ours": round(self.ours, 4),
            "peer": None if self.peer is None else round(self.peer, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "reach": self.reach,
            "holds": self.holds,
            "unit": self.unit,
            "note": self.note,
        }


def show(rows: Sequence[Row]) -> str:
    """The rows as a table for a terminal."""
    lines = [f"{'':34} {'ours':>9} {'peer':>9} {'ratio':>7} {'reach':>7}"]
    for row in rows:
        peer = "" if row.peer is None else f"{row.peer:.4g}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        verdict = "holds" if row.holds else "MISSED"
        lines.append(
            f"{row.name:34} {row.ours:9.4g} {peer:>9} {ratio:>7} {row.reach:7g}  {verdict:6} {row.unit}  {row.note}"
        )
    return "\n".join(line.rstrip() for line in lines)


def write(part: str, rows: Sequence[Row], measured: date, path: Path) -> None:
    """In place of what was measured of this part before; the other parts stay, each with its own day."""
    parts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    parts[part] = {"measured": measured.isoformat(), "rows": [row.to_json() for row in rows]}
    path.write_text(json.dumps(parts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
