"""Screens of the list column for the set of pictures."""

from collections.abc import Callable

from PySide6.QtTest import QTest

from tests.ui.sample_home import SUPPORT, VIP
from ui.inbox.first_sync import Progress
from ui.inbox.listings import Place
from ui.inbox.tab_sheet import TabSheet
from ui.shell.window import MainWindow
from workspace.model.actions import Action
from workspace.model.ids import ActionId, RemoteId
from workspace.model.items import Collection
from workspace.model.kinds import Kind, Role, Verb
from workspace.store.open import open_writer
from workspace.store.secrets import home_key, open_vault
from workspace.store.tab_rules import Condition, Rule, TabRule
from workspace.store.writer import CacheWriter

LABELS = ("Clients/Haneul", "Contracts", "Later")


def only_unread(window: MainWindow) -> None:
    """The unread filter, with the first line open."""
    window.mail.inbox.show_filter("unread")
    window.mail.inbox.step(1)


def own_tabs(window: MainWindow) -> None:
    """Tabs of the user's own, sorted, one of them shown, and labels on its lines."""
    user, scope = window.context.user, window.scope
    rules = {
        "Trading": Rule((Condition("domain", "haneul.example"), Condition("domain", "norrland.example"))),
        "계약서": Rule((Condition("subject", "renewal"), Condition("crm", "in")), needs_all=True),
        "Newsletters": Rule((Condition("list", "<>"),)),
        "Machines": Rule((Condition("sender", "alerts@machines.example"),)),
    }
    user.set_tabs(scope, [TabRule(f"t{n}", scope, name, rule, n) for n, (name, rule) in enumerate(rules.items())])
    writer = CacheWriter(open_writer(user.home.cache_db, home_key(user.home, open_vault(user.home))))
    writer.mirror_tabs(user.tab_rules())
    while writer.place_some():
        pass
    _put_labels(window, writer)
    writer.close()
    window.mail.inbox.reload()
    window.mail.inbox.tabs.picked.emit("t0")
    QTest.qWait(200)
    window.mail.inbox.step(1)
    window.mail.inbox.tabs.show_progress((20_400, 48_000))


def _put_labels(window: MainWindow, writer: CacheWriter) -> None:
    """On the newest conversation, as a service would say it."""
    row = window.context.reader.threads(scope=window.scope, limit=1)[0]
    account = window.context.user.account(row.account_id)
    item = window.context.reader.thread_items(row.thread_id)[-1]
    assert account is not None
    known = window.context.reader.collections(row.account_id)
    stands = [Collection(RemoteId(each.remote_id), each.name, each.kind, Role(each.role)) for each in known]
    labels = [Collection(RemoteId(f"L{n}"), name, Kind.EMAIL, Role.OTHER) for n, name in enumerate(LABELS)]
    writer.discover(account, [*stands, *labels])
    for each in labels:
        writer.finish_pull(account.account_id, each)
    for label in labels:
        put = Action(ActionId(label.remote_id), row.account_id, Verb.LABEL, {"to": label.remote_id}, item.key)
        window.context.user.queue(put)


def editing_tabs(window: MainWindow) -> None:
    own_tabs(window)
    window.commands.run("edit_tabs")


def new_tab(window: MainWindow) -> None:
    """Of a mail, with a second condition and what it would take."""
    window.mail.inbox.step(1)
    window.commands.run("tab_like_this")
    sheet = window.findChildren(TabSheet)[-1]
    sheet.conditions.add.click()
    sheet.conditions.rows[-1].text.setText("norrland.example")
    sheet.conditions.changed.emit()
    QTest.qWait(300)


def first_sync(window: MainWindow) -> None:
    """One can work already while the rest of a mailbox comes."""
    inbox = window.mail.inbox
    inbox.first_sync.show_progress(Progress(inbox.where.scope, (SUPPORT,), 12_400, 200_000))
    inbox.step(1)


def folders(window: MainWindow) -> None:
    """An account of the sidebar unfolded, one of its folders shown."""
    window.folders.toggle(SUPPORT)
    QTest.qWait(300)


def filed(window: MainWindow) -> None:
    window.show_place(Place.FILED)
    window.mail.inbox.step(1)


def drafted(window: MainWindow) -> None:
    """The drafts, one of them just left."""
    composer = window.desks.letters.write("Ingrid Berg <ap@norrland.example>")
    assert composer is not None
    composer.subject.setText("Invoice 2291, corrected")
    composer.editor.insertPlainText("Dear Ingrid, the corrected invoice")
    window.desks.letters.leave()
    window.toast.hide()
    window.show_place(Place.DRAFTS)
    QTest.qWait(200)


def begun(window: MainWindow) -> None:
    """A conversation with an answer that was begun and left."""
    window.mail.inbox.step(1)
    item = window.context.reader.thread_items(window.mail.thread_id)[-1]
    composer = window.desks.letters.answer(item.item_id, "reply")
    assert composer is not None
    composer.editor.insertPlainText("안녕하세요, 확인하고 있습니다.")
    window.desks.letters.leave()
    window.toast.hide()
    QTest.qWait(200)


def nothing_starred(window: MainWindow) -> None:
    """A filter that leaves nothing."""
    window.show_account(VIP)
    window.mail.inbox.show_filter("starred")
    QTest.qWait(200)


screens: dict[str, Callable[[MainWindow], None]] = {
    "filter-unread": only_unread,
    "tabs": own_tabs,
    "tabs-edit": editing_tabs,
    "tab-new": new_tab,
    "first-sync-goes-on": first_sync,
    "folders": folders,
    "filed": filed,
    "drafts": drafted,
    "answer-begun": begun,
    "filter-nothing": nothing_starred,
}
