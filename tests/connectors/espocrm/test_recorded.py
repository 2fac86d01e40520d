"""The stand-in answers as a real EspoCRM 8.4.2 did (``record.py``): same status and reason, no field of its own."""

import json
from pathlib import Path
from typing import Any

from tests.connectors.espocrm.exchanges import STORY, told
from tests.connectors.espocrm.remote import EspoRemote
from tests.fakes.espocrm import API_KEY

FOLDER = Path(__file__).parent / "recorded"
# What stands in a reason differs from one record to the next.
_ID_LETTERS = frozenset("0123456789abcdef")


def test_the_stand_in_answers_in_the_recorded_shapes(remote: EspoRemote) -> None:
    recorded = {path.stem: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
    assert recorded.keys() == {step.name for step in STORY}
    problems = []
    for name, ours in told(remote.direct_url, {"X-Api-Key": API_KEY}):
        real = recorded[name]
        if (ours["status"], _words(ours["reason"])) != (real["status"], _words(real["reason"])):
            problems.append(f"{name}: {ours['status']} {ours['reason']!r}, not {real['status']} {real['reason']!r}")
        problems += [f"{name}{path}" for path in _differences(ours["answer"], real["answer"])]
    assert problems == [], "\n".join(problems)


def test_what_is_recorded_holds_no_secret() -> None:
    text = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.json")).lower()
    assert [word for word in ("apikey", "secretkey", "token", "password") if f'"{word}"' in text] == []


def _words(reason: str) -> list[str]:
    return [word for word in reason.split() if not (len(word) == 17 and set(word) <= _ID_LETTERS)]


def _differences(ours: Any, real: Any, path: str = "") -> list[str]:
    """Fields that the real server has not, and values of another kind; null goes with anything."""
    if ours is None or real is None:
        return []
    if isinstance(ours, dict) and isinstance(real, dict):
        if _is_map(real) or _is_map(ours):
            return []
        extra = [f"{path}.{key}" for key in ours if key not in real]
        return extra + [d for key in ours if key in real for d in _differences(ours[key], real[key], f"{path}.{key}")]
    if isinstance(ours, list) and isinstance(real, list):
        wrong = [f"{path}: {len(ours)}, not {len(real)}"] if bool(ours) is not bool(real) else []
        return wrong + (_differences(ours[0], real[0], f"{path}[0]") if ours and real else [])
    if isinstance(ours, int | float) and isinstance(real, int | float):
        return []
    return [] if type(ours) is type(real) else [f"{path}: {type(ours).__name__}, not {type(real).__name__}"]


def _is_map(found: dict[str, Any]) -> bool:
    """From ids or addresses to something, rather than fields."""
    return all("@" in key or (len(key) == 17 and set(key) <= _ID_LETTERS) for key in found)
