"""Lines are painted once and shown again as pictures: what is seen is always what would be painted anew."""

from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from tests.ui.painted import painted
from ui.inbox.delegate import LineDelegate
from ui.inbox.listview import LineView
from ui.shell.window import MainWindow
from ui.theme.theme import Mode, theme


def seen(view: LineView) -> QImage:
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
