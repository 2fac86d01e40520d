"""Lines are painted once and shown again as pictures: what is seen is always what would be painted anew."""

from dataclasses import replace

from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView

from tests.ui.painted import painted
from ui.inbox.delegate import LineDelegate
from ui.inbox.listings import Place
from ui.inbox.listview import LineView
from ui.models.lines import Line
from ui.models.paged import Listing
from ui.shell.nav_delegate import NavDelegate
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, theme


def seen(view: QListView) -> QImage:
    return view.viewport().grab().toImage()


def anew(view: LineView) -> QImage:
    """The same by a delegate that has no picture yet."""
    kept = view.itemDelegate()
    view.setItemDelegate(LineDelegate(view.lines, view))
    image = seen(view)
    view.setItemDelegate(kept)
    return image


def test_a_changed_line_a_chosen_one_and_another_theme_are_seen(window: MainWindow) -> None:
    view = window.mail.inbox.view
    view.setCurrentIndex(view.lines.index(0))
    shown = [seen(view)]
    for change in ("s", "x"):
        QTest.keyClicks(view, change)
        window.mail.settle()
        shown.append(seen(view))
        assert shown[-1] == anew(view) != shown[-2]
    for mode, is_light in ((Mode.DARK, False), (Mode.LIGHT, True)):
        theme().set_mode(mode)
        image = seen(view)
        assert image == anew(view)
        assert (image.pixelColor(1, image.height() - 2).lightness() > QColor("gray").lightness()) is is_light


def test_where_words_are_asked_for_words_are_painted(window: MainWindow) -> None:
    view = window.mail.inbox.view
    title = view.lines.line_at(view.lines.index(0)).title  # type: ignore[union-attr]
    seen(view)
    assert title in painted(view.viewport())


def test_a_row_of_the_sidebar_is_seen_as_it_is_now(window: MainWindow) -> None:
    view = window.sidebar.view
    shown = [seen(view)]
    for change in (lambda: window.show_place(Place.SENT), lambda: view.setFocus(), lambda: theme().set_mode(Mode.DARK)):
        change()
        shown.append(seen(view))
        kept, target = view.itemDelegate(), view.rows.target
        view.setItemDelegate(NavDelegate(view))
        assert shown[-1] == seen(view) != shown[-2]
        view.setItemDelegate(kept)
    assert target is None
    view.rows.target = ("place", Place.ARCHIVE.value)
    assert seen(view) != shown[-1]


def test_a_line_that_changes_is_seen_and_has_the_room_it_needs(window: MainWindow) -> None:
    view = window.mail.inbox.view
    first, second = view.lines.index(0), view.lines.index(1)
    before, high = seen(view), view.visualRect(first).height()
    line = view.lines.line_at(first)
    assert line is not None
    rows = [view.lines.row_at(view.lines.index(n)) for n in range(view.count)]
    lines = [view.lines.line_at(view.lines.index(n)) for n in range(view.count)]

    def say(changed: Line) -> None:
        said = dict(zip((row.thread_id for row in rows), [changed, *lines[1:]], strict=True))
        view.lines._listing = Listing(
            lambda after, limit: rows, lambda row, before: said[row.thread_id], is_paged=False
        )
        view.lines.reload()

    say(replace(line, subject="Another subject"))
    assert seen(view) != before
    assert view.visualRect(first).height() == high
    say(replace(line, heading="Today"))
    assert view.visualRect(first).height() > high
    assert view.visualRect(second).top() == view.visualRect(first).bottom() + 1
