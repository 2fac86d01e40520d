"""What one is likely to open next is ready before it is opened."""

from itertools import pairwise

from pytestqt.qtbot import QtBot

from ui.reader import content
from ui.shell.window import MainWindow
from workspace.model.kinds import Kind
from workspace.store.rows import ThreadRow


def test_while_one_conversation_is_read_the_next_is_made_ready(window: MainWindow, qtbot: QtBot) -> None:
    view = window.mail.inbox.view
    rows = [view.lines.row_at(view.lines.index(n)) for n in range(view.count)]
    at = next(
        n for n, pair in enumerate(pairwise(rows))
        if all(isinstance(each, ThreadRow) and each.kind is Kind.EMAIL for each in pair)
    )  # fmt: skip
    following = window.context.reader.item(rows[at + 1].last_item_id)
    assert following is not None
    content._kept.clear()
    view.setCurrentIndex(view.lines.index(at))
    assert content.kept(following) is None
    qtbot.waitUntil(lambda: content.kept(following) is not None)
    ready = content.kept(following)
    window.commands.run("next")
    card = window.mail.reader.message_cards()[-1]
    assert card.text is not None
    assert card.text.content is ready
