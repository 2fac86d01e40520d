"""Importing a connector's code, which the engine's workers all do at once when it starts."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from workspace.connector.manifest import manifest

CODE = """
import meeting_place
meeting_place.enter()
CONNECTOR = object
"""
MEETING_PLACE = """
import threading
met, here = threading.Event(), threading.Semaphore(1)

def enter():
    if here.acquire(blocking=False):
        met.wait(0.3)
        here.release()
    else:
        met.set()
"""


def test_two_connectors_are_never_imported_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "meeting_place.py").write_text(MEETING_PLACE)
    names = ("first_of_two", "second_of_two")
    for name in names:
        (tmp_path / f"{name}.py").write_text(CODE)
    monkeypatch.syspath_prepend(str(tmp_path))
    meeting_place = import_module("meeting_place")
    demo = manifest("demo")
    with ThreadPoolExecutor(2) as workers:
        list(workers.map(lambda name: replace(demo, module=name).connector_class(), names))
    assert not meeting_place.met.is_set()
    for name in (*names, "meeting_place"):
        del sys.modules[name]
