"""Rules for every test: Qt draws offscreen unless told otherwise, journeys have a real display,
and no warning or error is logged that the test did not announce.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.components import require_display

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# What an admin prepared on this machine is none of the tests' business.
os.environ["WORKSPACE_PROFILES"] = str(Path(__file__).parent / "no-profiles")

JOURNEYS = Path(__file__).parent / "journeys"
OURS = ("workspace", "connectors", "ui")


class Recorder(logging.Handler):
    """Keeps what should not be logged: errors of anybody, warnings of our own packages."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        ours = record.name.partition(".")[0] in OURS
        if ours or record.levelno >= logging.ERROR:
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(JOURNEYS):
            item.add_marker("journey")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("display"):
        require_display()


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test after which an unannounced warning or error is in the log.

    `@pytest.mark.expects_log("text")` announces every line that contains the text.
    """
    recorder = Recorder()
    logging.getLogger().addHandler(recorder)
    yield
    logging.getLogger().removeHandler(recorder)
    announced = [mark.args[0] for mark in request.node.iter_markers("expects_log")]
    unexpected = [line for line in recorder.lines if not any(text in line for text in announced)]
    if unexpected:
        pytest.fail("Logged unexpectedly:\n" + "\n".join(unexpected), pytrace=False)
