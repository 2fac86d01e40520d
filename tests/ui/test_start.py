"""What the window does without until it has been seen."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SUPPORT, SampleHome
from tests.workspace.store.building import mail
from ui.models.observer import News
from ui.shell.app import Shell
from ui.shell.window import MainWindow
from workspace.store.home import private_folder

LATER = (
    "click",
    "sqlalchemy",
    "alembic",
    "workspace.engine",
    "workspace.link.supervisor",
    "workspace.mail.html",
    "workspace.mail.parse",
    "workspace.filing",
    "workspace.connector.manifest",
    "ui.compose",
    "ui.filing",
    "ui.accounts",
    "ui.reader",
    "ui.customer",
    "filelock",
    "keyring",
    "pydantic",
    "multiprocessing",
    "importlib.metadata",
    "PySide6.QtNetwork",
)
PROGRAM = """
import linecache, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from workspace.cli import main

def tell():
    print("painted", *sys.modules)
    print("sources", *linecache.cache)

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == "MainWindow":
            QTimer.singleShot(0, lambda: (tell(), QApplication.quit()))
        return False

app = QApplication(sys.argv[:1])
watch = Watch(app)
app.installEventFilter(watch)
sys.argv[1:] = ["--home", sys.argv[1]]
main()
"""


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The system's folder for what need not be kept."""
    return tmp_path_factory.mktemp("left")


@pytest.fixture(scope="module")
def start(filled_home: Path, left: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What is there when a window on a home with mail was painted for the first time: modules, and sources of some."""
    profile = tmp_path_factory.mktemp("profiles") / "a.toml"
    profile.write_text("[profiles.a]\nconnector = 'imap'\n")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WORKSPACE_PROFILES", str(profile))
        environment.setenv("WORKSPACE_HOME_KEY", "5a" * 32)
        environment.setenv("QT_QPA_PLATFORM", "offscreen")
        environment.setenv("TMPDIR", str(left))
        program = [sys.executable, "-c", PROGRAM, str(filled_home)]
        done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=True)
    lines = (line.split() for line in done.stdout.splitlines())
    return {line[0]: set(line[1:]) for line in lines}


@pytest.fixture(scope="module")
def loaded(start: dict[str, set[str]]) -> set[str]:
    return start["painted"]


def test_the_sources_of_what_is_imported_are_not_read(start: dict[str, set[str]]) -> None:
    assert not [path for path in start["sources"] if "/ui/" in path]


@pytest.mark.parametrize("name", LATER)
def test_the_first_paint_does_without(name: str, loaded: set[str]) -> None:
    assert "ui.shell.window" in loaded
    assert name not in loaded


def test_a_program_that_ended_leaves_no_temporary_files(loaded: set[str], left: Path) -> None:
    assert loaded
    assert list(left.iterdir()) == []


def test_what_other_programs_showed_goes_with_the_window(app: QApplication, home_with_mail: SampleHome) -> None:
    copy = private_folder(home_with_mail.home.opened) / "offer.pdf"
    copy.write_bytes(b"1")
    Shell(app, home_with_mail.home, home_with_mail.key, home_with_mail.vault).close()
    assert not copy.exists()


class Busy(Shell):
    """Whose engine stores a mail as soon as the window has read what there is."""

    def __init__(self, app: QApplication, sample: SampleHome) -> None:
        super().__init__(app, sample.home, sample.key, sample.vault)
        self._sample = sample

    def _show_window(self) -> None:
        super()._show_window()
        self._sample.deliver(SUPPORT, [mail(1)])


def test_what_comes_while_the_window_is_made_is_shown(
    app: QApplication, home_with_mail: SampleHome, qtbot: QtBot
) -> None:
    shell = Busy(app, home_with_mail)
    shell.open()
    window = shell.window
    assert window is not None
    told: list[News] = []
    window.context.observer.changed.connect(told.append)
    qtbot.waitUntil(lambda: any(news.touches("email") for news in told), timeout=10_000)
    window.close()
    shell.close()


def test_a_line_of_the_customers_history_opens_before_letters_can_be_written(window: MainWindow) -> None:
    row = window.mail.inbox.view.lines.row_at(window.mail.inbox.view.lines.index(0))
    [item, *_] = window.context.reader.thread_items(row.thread_id)
    line = next(each for each in window.context.reader.timeline([item.from_.email]) if each.thread_id is not None)
    panel = window.mail.customer
    assert "desks" not in window.__dict__
    panel.opened.emit(line)
    assert window.mail.thread_id == line.thread_id
