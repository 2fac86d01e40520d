"""Opens filing sheets, queues what they confirm, and takes filings back."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.filing.export import ExportSheet, ask_where
from ui.filing.filed import Undone, take_all_back, take_back
from ui.filing.leftovers import Leftovers
from ui.filing.never_sheet import NeverFileSheet
from ui.filing.selection import Selection
from ui.filing.several import SeveralSheet
from ui.filing.sheet import FilingSheet
from ui.models.beside import Beside
from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.widgets.messages import message
from workspace.filing.new_record import FIELDS
from workspace.filing.preview import thread_key
from workspace.model.actions import UNDOABLE_SECONDS, Action
from workspace.model.filings import Filing
from workspace.model.ids import AccountId, ActionId, ItemId
from workspace.store.rows import FiledChip

FIELD_KEYS = ("field_required", "value_gone")
"""Why a CRM refuses a new record for one of its fields."""


class FilingDesk(QObject):
    """``performed`` carries a :class:`Deed`, ``refused`` a sentence; ``crm_asked``: the built-in CRM is wanted."""

    performed = Signal(object)
    refused = Signal(object)
    crm_asked = Signal()

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._beside = Beside(self)
        self._leftovers = Leftovers(context, self)
        self._leftovers.said.connect(lambda words: self.performed.emit(Deed(words)))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self._beside.finish()
        return False

    def open(self, item_id: object, record_type: str = "") -> FilingSheet | None:
        """The sheet for an item, with the form of a record to create if a type is given."""
        item = self._context.reader.item(ItemId(int(str(item_id))))
        if item is None:
            self.refused.emit(self.tr("This message is no longer here."))
            return None
        sheet = FilingSheet(self._context, item, self._window)
        sheet.filed.connect(self.file)
        sheet.undo_asked.connect(self.take_back)
        sheet.crm_asked.connect(self.crm_asked)
        sheet.allowed.connect(self.performed)
        sheet.unfolded.connect(partial(self._open_form, sheet, record_type))
        sheet.unfold()
        return sheet

    def _open_form(self, sheet: FilingSheet, record_type: str) -> None:
        if record_type and sheet.proposal.accounts:
            sheet.add_form(record_type)
        elif sheet.proposal.accounts and sheet.proposal.matches.refusal is None:
            self._ask_again(sheet)

    def _ask_again(self, sheet: FilingSheet) -> None:
        """The form of a record that the CRM refused for one field, with its sentence at that field."""
        for row in self._context.reader.unfiled():
            asked = row.error_params
            if row.item == sheet.item.key and row.error_key in FIELD_KEYS and asked.get("record_type") in FIELDS:
                form = sheet.add_form(asked["record_type"])
                form.choose_crm(row.account_id)
                key = asked.get("key") or asked.get("field", "")
                form.ask_for(key, asked.get("field") or key, message(row.error_key, asked))
                return

    def open_several(self, item_ids: Iterable[ItemId], number: int) -> SeveralSheet:
        """The sheet for so many items: what is sure of them is filed together."""
        sheet = SeveralSheet(self._context, item_ids, number, self._queue_all, self._beside, self._window)
        sheet.filed.connect(self._on_several_filed)
        sheet.undo_asked.connect(self._on_several_undone)
        sheet.choose_asked.connect(lambda item_id: self._choose(sheet, item_id))
        sheet.open()
        return sheet

    def _choose(self, several: SeveralSheet, item_id: object) -> None:
        """One message by itself, then the several again."""
        sheet = self.open(item_id)
        if sheet is None:
            several.come_back()
        else:
            sheet.closed.connect(several.come_back)

    def _on_several_filed(self, action_ids: Sequence[ActionId], number: int) -> None:
        """One Undo takes all of them back."""
        self._tell()
        words = self.tr("Filing %n messages", "", number)
        self.performed.emit(Deed(words, lambda: self._take_several_back(action_ids)))

    def _take_several_back(self, action_ids: Sequence[ActionId]) -> bool:
        """Beside the window; what could not be taken back is said."""
        undone: list[Undone] = []
        work = partial(take_all_back, self._context, action_ids, undone)
        self._beside.run(work, lambda is_all: self._on_taken_back(is_all, undone))
        return True

    def _on_taken_back(self, is_all: bool, undone: Sequence[Undone]) -> None:
        self._leftovers.watch(undone)
        self._tell()
        if not is_all:
            self.refused.emit(self.tr("Some are on their way already. Undo them when they are filed."))

    def _on_several_undone(self, action_ids: Sequence[ActionId]) -> None:
        self._take_several_back(action_ids)
        self.performed.emit(Deed(self.tr("Taken back")))

    def _queue(self, selection: Selection) -> list[Action]:
        return self._queue_all([selection])[0]

    def _queue_all(self, selections: Sequence[Selection]) -> list[list[Action]]:
        """The actions of each, all put into the outbox or none; may run beside the window."""
        actions = [selection.actions() for selection in selections]
        flat = [action for each in actions for action in each]
        self._context.user.queue_all(flat, undo_seconds=UNDOABLE_SECONDS)
        return actions

    def show_never_file(self) -> NeverFileSheet:
        """Whose mail is never filed."""
        sheet = NeverFileSheet(self._context, self._window)
        sheet.performed.connect(self.performed)
        sheet.open()
        return sheet

    def export_record(self) -> None:
        """Ask where to, and write everything that was ever filed there."""
        path = ask_where(self._window)
        if path is not None:
            self.write_record(path)

    def write_record(self, path: Path) -> ExportSheet:
        """Beside the window; a sheet shows how far it is, and stops it."""
        sheet = ExportSheet(self._context, path, self._beside, self._window)
        sheet.saved.connect(lambda words: self.performed.emit(Deed(words)))
        sheet.failed.connect(self.refused)
        sheet.start()
        return sheet

    def file(self, selection: Selection) -> None:
        """Queue one action per chosen CRM; each may be withdrawn while the toast is there."""
        actions = self._queue(selection)
        followed = self._follow(selection, actions) if selection.follow else []
        self._tell()
        words = self.tr("Filing to {where}").format(where=selection.words())
        self.performed.emit(Deed(words, lambda: self._withdraw(actions, followed)))

    def take_back(self, chip: FiledChip) -> None:
        """Undo a filing: withdrawn where it waits, else undone in the CRM by its receipt."""
        undone: list[Undone] = []
        if take_back(self._context, chip, undone):
            self._leftovers.watch(undone)
            self.performed.emit(Deed(self.tr("The filing is being taken back")))
        else:
            self.refused.emit(self.tr("It is on its way already. Undo it when it is filed."))

    def _follow(self, selection: Selection, actions: list[Action]) -> list[tuple[str, AccountId]]:
        key = thread_key(selection.proposal.item)
        followed = []
        for action in actions:
            records = Filing.from_json(dict(action.payload)).records
            if key:
                rows = [(ref.record_type, ref.remote_id, ref.name) for ref in records]
                self._context.user.add_follow(key, action.account_id, rows)
                followed.append((key, action.account_id))
        return followed

    def _withdraw(self, actions: list[Action], followed: list[tuple[str, AccountId]]) -> bool:
        taken_back = [self._context.user.withdraw(action.action_id) for action in actions]
        for key, account_id in followed:
            self._context.user.end_follow(key, account_id)
        self._tell()
        return all(taken_back)

    def _tell(self) -> None:
        self._context.ring()
        self._context.observer.tell("actions")
