"""The pictures of filing for ``tests.screenshots``: each prepares a home and then asks the window for its screen."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QTimer

from tests.ui.patience import until_unfolded
from tests.ui.sample_home import CRM, INBOX, RECORDS, SUPPORT, SampleHome
from ui.filing.several import SeveralSheet
from ui.filing.sheet import FilingSheet
from ui.inbox.listings import Place
from ui.shell.window import MainWindow
from workspace.connector.pages import Page
from workspace.filing.action import file_action
from workspace.filing.preview import preview
from workspace.model.actions import Action, Receipt, RecordRef
from workspace.model.ids import AccountId, ReceiptId, RemoteId
from workspace.model.items import Address, Email, Record
from workspace.model.kinds import ActionState, RecordType, Verb
from workspace.profiles.current import shared
from workspace.store.ledger import Ledger
from workspace.store.open import open_writer

HUBSPOT = AccountId("hubspot")
LAID_OUT_MS = 250
"""A form inside a sheet gets its height in several turns of the event loop."""
RULES = '[filing]\nnever_file = ["@bank.example"]\nheader_only = ["@hospital.example"]\n'


def nothing(sample: SampleHome) -> None:
    """The home as it is."""


@dataclass(frozen=True, slots=True)
class FilingScreen:
    """What happens to the home before the window opens on it, and what is then done in the window."""

    show: Callable[[MainWindow, SampleHome], None]
    prepare: Callable[[SampleHome], None] = nothing

    def draw(self, sample: SampleHome, window: MainWindow) -> None:
        self.show(window, sample)
        loop = QEventLoop()
        QTimer.singleShot(LAID_OUT_MS, loop.quit)
        loop.exec()


@contextmanager
def admins_rules(sample: SampleHome) -> Iterator[None]:
    """An administrator's file beside the home."""
    path = sample.home.path / "rules.toml"
    path.write_text(RULES, "utf-8")
    os.environ["WORKSPACE_PROFILES"] = str(path)
    shared().refresh()
    try:
        yield
    finally:
        del os.environ["WORKSPACE_PROFILES"]
        shared().refresh()


def wait_for(is_true: Callable[[], bool], milliseconds: int = 5_000) -> None:
    """Let the event loop run until it is so."""
    loop = QEventLoop()
    look = QTimer()
    look.timeout.connect(lambda: loop.quit() if is_true() else None)
    look.start(10)
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    if not is_true():
        raise TimeoutError("The screen did not come to what it should show.")


def second_crm(sample: SampleHome) -> None:
    place = sample.user.workplaces()[0]
    account = sample.add_account(HUBSPOT, "builtin_crm", "HubSpot", place)
    sample.mirror()
    sample.writer.discover(account, [RECORDS])
    records = (
        Record(RemoteId("h1"), RecordType.COMPANY, "Haneul Logistics", domains=("haneul.example",)),
        Record(
            RemoteId("h2"), RecordType.CONTACT, "김하늘", emails=("sky@haneul.example",), parent_ids=(RemoteId("h1"),)
        ),
        Record(RemoteId("h3"), RecordType.CONTACT, "Depot desk", emails=("depot@haneul.example",)),
        Record(RemoteId("h4"), RecordType.DEAL, "배송 서비스 확대", parent_ids=(RemoteId("h1"),), stage="Open"),
    )
    sample.writer.apply_page(account, RECORDS, Page(items=records, cursor="1"))
    sample.writer.finish_pull(HUBSPOT, RECORDS)


def automated(sample: SampleHome) -> None:
    mail = Email(
        RemoteId("auto"),
        sample.now,
        subject="자동 회신: 11월 24일까지 부재중입니다",
        from_=(Address("김서연", "seoyeon@daon.example"),),
        to=(Address("", "support@ours.example"),),
        sent_at=sample.now,
        message_id="<auto@daon.example>",
        is_automated=True,
        snippet="11월 24일까지 부재중입니다.",
        text="11월 24일까지 부재중입니다. 급한 용건은 구매팀 대표 메일로 보내 주세요.",
    )
    sample.deliver(SUPPORT, [mail], INBOX)


def failed(sample: SampleHome, key: str, params: dict[str, str], remote_id: str = "0") -> Action:
    """A filing of a mail that the CRM refused."""
    item = sample.reader.item(sample.item_id(SUPPORT, remote_id))
    assert item is not None
    ref = RecordRef("contact", RemoteId("p1"), "Orders desk")
    action = file_action(preview(item, [ref], limits={}).filing, CRM, item.key)
    sample.user.queue(action)
    settle(sample, action, key, params)
    return action


def settle(sample: SampleHome, action: Action, key: str = "", params: dict[str, str] | None = None) -> None:
    """What the engine notes when the CRM took it, or refused it."""
    ledger = Ledger(open_writer(sample.home.ledger_db, sample.key))
    ledger.begin(action)
    if key:
        ledger.finish(action, ActionState.FAILED, error_key=key, error_params=params or {})
    else:
        ref = RecordRef("contact", RemoteId("p1"), "Orders desk")
        receipt = Receipt(
            ReceiptId(f"r{action.action_id}"), action.action_id, RemoteId("1"), "https://crm.example/1", (ref,)
        )
        ledger.finish(action, ActionState.DONE, receipt)
    sample.writer.mirror_filed(ledger.filed_marks())
    ledger.close()


def partly(sample: SampleHome) -> None:
    params = {
        "host": "crm.example",
        "written": "Orders desk",
        "missing": "Renewal 2027",
        "reason": "You may not write to Renewal 2027.",
    }
    failed(sample, "partly_written", params)


def asked_again(sample: SampleHome) -> None:
    params = {"host": "crm.example", "field": "산업 분류", "key": "industry__c", "record_type": "case"}
    failed(sample, "field_required", params)


def open_sheet(window: MainWindow, sample: SampleHome, remote_id: str = "0") -> FilingSheet:
    window.mail.inbox.step(1)
    sheet = window.desks.filing.open(sample.item_id(SUPPORT, remote_id))
    assert sheet is not None
    until_unfolded(sheet)
    return sheet


def show_sheet(window: MainWindow, sample: SampleHome) -> None:
    open_sheet(window, sample)


def show_automated(window: MainWindow, sample: SampleHome) -> None:
    open_sheet(window, sample, "auto")


def show_two_crms(window: MainWindow, sample: SampleHome) -> None:
    sheet = open_sheet(window, sample)
    sheet.add_form("case")


def show_chosen(window: MainWindow, sample: SampleHome) -> None:
    window.mail.inbox.step(1)
    window.mail.inbox.view.choose_all()


def show_several(window: MainWindow, sample: SampleHome) -> None:
    show_chosen(window, sample)
    window.bulk.run("file")
    [sheet] = window.findChildren(SeveralSheet)
    wait_for(lambda: sheet.file_button.isEnabled())


def show_results(window: MainWindow, sample: SampleHome) -> None:
    show_several(window, sample)
    [sheet] = window.findChildren(SeveralSheet)
    sheet.file()
    wait_for(lambda: not sheet.is_filing)
    first, second, *_ = sample.queued(Verb.FILE)
    settle(sample, first)
    settle(sample, second, "no_right", {"host": "crm.example", "what": "Ingrid Berg"})
    window.context.observer.look()
    wait_for(lambda: {"done", "failed"} <= {line.state for line in sheet.lines})


def show_never(window: MainWindow, sample: SampleHome) -> None:
    with admins_rules(sample):
        sheet = window.desks.filing.show_never_file()
        sheet.field.setText("no address")
        sheet.add()


def show_partly(window: MainWindow, sample: SampleHome) -> None:
    window.show_place(Place.UNFILED)
    window.mail.inbox.step(1)


def listed(sample: SampleHome) -> None:
    for pattern in ("jobs@recruiter.example", "@family.example"):
        sample.user.add_never_file(pattern)


FILING_SCREENS: dict[str, FilingScreen] = {
    "chosen": FilingScreen(show_chosen),
    "file-several": FilingScreen(show_several),
    "file-several-results": FilingScreen(show_results),
    "never-file": FilingScreen(show_never, listed),
    "file": FilingScreen(show_sheet, second_crm),
    "file-two-crms": FilingScreen(show_two_crms, second_crm),
    "file-automated": FilingScreen(show_automated, automated),
    "partly-written": FilingScreen(show_partly, partly),
    "field-asked-again": FilingScreen(show_sheet, asked_again),
}
