"""What is done with workplaces: changed, put in order, removed; and accounts moved between them. All can be undone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from ui.inbox.dragging import Dragged
from ui.shell.deeds import Deed
from ui.widgets.messages import why
from ui.widgets.saving import ask_where
from workspace.model.accounts import Account, Workplace
from workspace.model.ids import AccountId, WorkplaceId
from workspace.store.whole_file import whole_file

if TYPE_CHECKING:
    from ui.shell.window import MainWindow
    from workspace.profiles.template import TemplateWrong


def add_commands(window: "MainWindow") -> None:
    """Register the commands, and listen to the rail."""
    deeds = WorkplaceDeeds(window)
    group = QCoreApplication.translate("workplaces", "Workplace")
    for name, words, keys, run in (
        ("edit_workplace", QCoreApplication.translate("workplaces", "Edit workplace…"), ("Ctrl+E",), deeds.edit),
        ("remove_workplace", QCoreApplication.translate("workplaces", "Remove workplace"), (), deeds.remove),
        ("workplace_up", QCoreApplication.translate("workplaces", "Workplace up"), ("Alt+Up",), deeds.move_up),
        ("workplace_down", QCoreApplication.translate("workplaces", "Workplace down"), ("Alt+Down",), deeds.move_down),
        ("move_account", QCoreApplication.translate("workplaces", "Move account…"), ("Ctrl+M",), deeds.move_account),
        ("export_workplace", QCoreApplication.translate("workplaces", "Export workplace…"), (), deeds.export),
        ("import_workplace", QCoreApplication.translate("workplaces", "Import workplace…"), (), deeds.take_in),
    ):
        window.commands.add(name, words, group, keys, run)
    window.rail.menu_asked.connect(deeds.open_menu)
    window.rail.ordered.connect(deeds.order)
    window.rail.allows = deeds.may_offer
    window.rail.landed.connect(deeds.offer)


class WorkplaceDeeds(QObject):
    """Of one window; without an id they are about the workplace that is shown."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._user = window, window.context.user

    def _workplace(self, workplace_id: WorkplaceId | None = None) -> Workplace | None:
        return self._user.workplace(workplace_id or WorkplaceId(self._window.scope))

    def edit(self, workplace_id: WorkplaceId | None = None) -> None:
        workplace = self._workplace(workplace_id)
        if workplace is None:
            return
        from ui.shell.workplace_sheet import WorkplaceSheet

        sheet = WorkplaceSheet(self._window.context, self._window, workplace)
        sheet.changed.connect(lambda made: self.refresh())
        sheet.remove_asked.connect(self.remove)
        sheet.open()

    def remove(self, workplace_id: WorkplaceId | None = None) -> None:
        """Its accounts stay, with all their mail; says which of them are in no workplace now."""
        workplace = self._workplace(workplace_id)
        if workplace is None:
            return
        window, was_shown = self._window, self._window.scope == workplace.workplace_id
        memory = self._user.remember_workplace(workplace.workplace_id)
        self._user.remove_workplace(workplace.workplace_id)
        self._tell()
        placed = {account_id for ids in self._user.workplace_accounts().values() for account_id in ids}
        alone = len(set(memory.account_ids) - placed)
        words = self.tr("{workplace} is removed; its accounts and their mail stay").format(workplace=workplace.name)
        if alone:
            homeless = self.tr("%n of them are in no workplace now", "", alone)
            words = f"{words} · {homeless}"

        def undo() -> bool:
            is_back = self._user.restore_workplace(memory)
            if is_back and was_shown:
                window.choices.workplace = workplace.workplace_id
                window.show_workplaces()
            return is_back

        self._did(words, undo)

    def move_up(self) -> None:
        self._window.rail.nudge(WorkplaceId(self._window.scope), -1)

    def move_down(self) -> None:
        self._window.rail.nudge(WorkplaceId(self._window.scope), 1)

    def order(self, workplace_ids: Sequence[WorkplaceId]) -> None:
        """Keep the order that the rail shows."""
        self._user.order_workplaces(workplace_ids)
        self._window.context.observer.tell("accounts")

    def move_account(self, account_id: AccountId | None = None) -> None:
        """Ask where to; the account is the one given, shown, or of what is open."""
        from ui.shell.move_sheet import MoveAccountSheet

        window = self._window
        if not window.context.user.accounts():
            return
        sheet = MoveAccountSheet(window.context, account_id or self._account_at_hand(), window.scope, window)
        sheet.picked.connect(self._move)
        sheet.open()

    def may_offer(self, to: WorkplaceId, conversations: Sequence[Dragged]) -> bool:
        """Whether one of their accounts is not at home in that workplace."""
        return bool(self._elsewhere(to, conversations))

    def offer(self, to: WorkplaceId, conversations: Sequence[Dragged]) -> None:
        """A conversation lives in its account: offer to move that, and say so. Nothing moves by itself."""
        from ui.shell.move_sheet import MoveAccountSheet

        accounts, target = self._elsewhere(to, conversations), self._workplace(to)
        if not accounts or target is None:
            return
        first = accounts[0]
        words = self.tr(
            "A conversation lives in its account and cannot move alone. You can move {account} to {workplace}, with"
            " everything in it."
        ).format(account=first.name, workplace=target.name)
        if len(accounts) > 1:
            others = self.tr("What you dragged is in %n accounts; each is moved by itself.", "", len(accounts))
            words = f"{words} {others}"
        window = self._window
        sheet = MoveAccountSheet(window.context, first.account_id, window.scope, window, to=to, why=words)
        sheet.picked.connect(self._move)
        sheet.open()

    def _elsewhere(self, to: WorkplaceId, conversations: Sequence[Dragged]) -> list[Account]:
        """The accounts of conversations that are at home in another workplace."""
        here = dict.fromkeys(each.account_id for each in conversations)
        accounts = [self._user.account(account_id) for account_id in here]
        return [each for each in accounts if each is not None and each.home_workplace_id != to]

    def _account_at_hand(self) -> AccountId | None:
        window = self._window
        if window.pages.shows("accounts"):
            return window.pages.accounts.current()
        if window.account_id is not None or window.mail.thread_id is None:
            return window.account_id
        items = window.mail.shown.items
        return items[0].key.account_id if items else None

    def _move(self, account_id: AccountId, to: WorkplaceId, is_leaving: bool) -> None:
        account, target = self._user.account(account_id), self._workplace(to)
        if account is None or target is None:
            return
        members = self._user.workplace_accounts()
        before = [each for each, ids in members.items() if account_id in ids]
        if is_leaving:
            self._user.move_account(account_id, to)
        else:
            self._user.set_home(account_id, to)
        self._tell()

        def undo() -> bool:
            self._user.place_account(account_id, before, account.home_workplace_id)
            return True

        words = self.tr("{account} is in {workplace} now").format(account=account.name, workplace=target.name)
        self._did(words, undo)

    def export(self, workplace_id: WorkplaceId | None = None) -> None:
        """Ask where to; nothing secret and nobody's name is in it."""
        workplace = self._workplace(workplace_id)
        if workplace is not None:
            name = "".join(letter if letter.isalnum() else "-" for letter in workplace.name)
            title, kinds = self.tr("Export workplace"), self.tr("Workplace templates (*.toml)")
            path = ask_where(self._window, title, f"{name}.toml", kinds)
            if path is not None:
                self.export_to(workplace, path)

    def export_to(self, workplace: Workplace, path: Path) -> None:
        from workspace.profiles.template import export_template

        try:
            with whole_file(path) as fresh:
                fresh.write_text(export_template(self._user, workplace), "utf-8")
        except OSError as error:
            self._window.toast.say(self.tr("Not exported: {reason}").format(reason=why(error)))
            return
        self._window.toast.say(self.tr("Exported without passwords and names: {file}").format(file=path.name))

    def take_in(self) -> None:
        """Ask for a template and make a workplace of it."""
        title, kinds = self.tr("Import workplace"), self.tr("Workplace templates (*.toml)")
        path, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if path:
            self.import_from(Path(path))

    def import_from(self, path: Path) -> None:
        from workspace.profiles.template import LARGEST, TemplateWrong, import_template, read_template

        try:
            with path.open("rb") as file:
                made = import_template(self._user, read_template(file.read(LARGEST + 1)))
        except OSError as error:
            self._window.toast.say(self.tr("Not imported: {reason}").format(reason=why(error)))
            return
        except TemplateWrong as wrong:
            self._window.toast.say(self.tr("Not imported: {reason}").format(reason=self._wrong_words(wrong)))
            return
        self._window.context.ring()
        self._window.choices.workplace = made.workplace.workplace_id
        self._window.show_workplaces()
        words = self.tr("{workplace} is here; sign in to its accounts").format(workplace=made.workplace.name)
        left = self.tr("left out: {names}").format(names=", ".join(made.left_out)) if made.left_out else ""
        self._window.toast.say(" · ".join(filter(None, (words, left))))
        if made.account_ids:
            self._window.show_accounts()

    def _wrong_words(self, wrong: "TemplateWrong") -> str:
        if wrong.kind == "large":
            return self.tr("the file is larger than 1 MB")
        if wrong.kind == "secret":
            return self.tr("a password or key stands in it, at {where}").format(where=wrong.where)
        if wrong.where:
            return self.tr("the template is not right at {where}").format(where=wrong.where)
        return self.tr("the file is no template of a workplace")

    def open_menu(self, workplace_id: WorkplaceId, at: QPoint) -> None:
        menu = self.menu(workplace_id)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu(self, workplace_id: WorkplaceId) -> QMenu:
        """What can be done with a tile."""
        from ui.notify.muting import add_to_menu

        rail, menu = self._window.rail, QMenu(self._window)
        ids = [tile.workplace.workplace_id for tile in rail.tiles]
        place = ids.index(workplace_id)
        menu.addAction(self.tr("Edit…"), lambda: self.edit(workplace_id))
        up = menu.addAction(self.tr("Move up"), lambda: rail.nudge(workplace_id, -1))
        up.setEnabled(place > 0)
        down = menu.addAction(self.tr("Move down"), lambda: rail.nudge(workplace_id, 1))
        down.setEnabled(place < len(ids) - 1)
        menu.addAction(self.tr("Export…"), lambda: self.export(workplace_id))
        add_to_menu(menu, self._window, workplace_id)
        menu.addSeparator()
        menu.addAction(self.tr("Remove"), lambda: self.remove(workplace_id))
        return menu

    def refresh(self) -> None:
        """Show what is kept now, and stay where the window is if that is still there."""
        window = self._window
        workplaces = self._user.workplaces()
        if window.scope not in [each.workplace_id for each in workplaces]:
            window.show_workplaces()
            return
        window.rail.show_workplaces(workplaces)
        window.rail.show_current(WorkplaceId(window.scope))
        window.sidebar.title.setText(window.workplace_name)
        window.overview.count()
        window.context.observer.tell("accounts")

    def _tell(self) -> None:
        self._window.context.ring()
        self.refresh()

    def _did(self, words: str, undo: Callable[[], bool]) -> None:
        def take_back() -> bool:
            is_back = undo()
            self._tell()
            return is_back

        self._window.deeds.performed.emit(Deed(words, take_back))
