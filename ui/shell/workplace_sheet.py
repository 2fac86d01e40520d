"""The sheet that adds a workplace or changes one: its name, its look, which accounts are in it, and what it is for."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QButtonGroup,
    QColorDialog,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from ui.shell.context import Context
from ui.shell.rail import ICONS
from ui.shell.sign_choice import SignChoice
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon import letters_of
from ui.widgets.labels import label
from ui.widgets.sheet import Sheet
from ui.widgets.swatch import Swatch
from workspace.model.accounts import Workplace
from workspace.model.ids import AccountId, WorkplaceId

ACCOUNT_ROW, MOST_ROWS, FILTER_FROM = 26, 6, 9
ACCOUNT = Qt.ItemDataRole.UserRole


class WorkplaceSheet(Sheet):
    """``added`` carries the new :class:`Workplace`, ``changed`` one as it is now, ``remove_asked`` its id.

    ``import_asked`` says that it is to come from a template.
    """

    is_form = True
    added = Signal(object)
    changed = Signal(object)
    remove_asked = Signal(object)
    import_asked = Signal()

    def __init__(self, context: Context, window: QWidget, workplace: Workplace | None = None) -> None:
        super().__init__(window, "", width=440)
        self._context, self._workplace = context, workplace
        self.call(self.tr("Edit workplace") if workplace else self.tr("Add workplace"))
        if workplace is None:
            words = self.tr("A workplace groups accounts: a team, a role, or your private mail.")
            self.layout_.addWidget(label(words, self.body, tone="muted", wrap=True))
        self._add_name()
        self._add_colors()
        self._add_signs()
        self._add_accounts()
        self._add_link()
        self._add_buttons()

    def _add_name(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        self.name, self.letters = QLineEdit(self.body), QLineEdit(self.body)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMaxLength(60)
        self.letters.setAccessibleName(self.tr("Letters on its tile"))
        self.letters.setToolTip(self.tr("Letters on its tile"))
        self.letters.setMaxLength(2)
        self.letters.setFixedWidth(theme().px(56))
        self.letters.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if self._workplace is not None:
            self.name.setText(self._workplace.name)
            self.letters.setText(self._workplace.letters)
            self.letters.setModified(self._workplace.letters != letters_of(self._workplace.name))
        self.name.textChanged.connect(self._on_text_changed)
        for field in (self.name, self.letters):
            field.returnPressed.connect(self.save)
        row.addWidget(self.name, 1)
        row.addWidget(self.letters)
        self.layout_.addLayout(row)

    def _add_colors(self) -> None:
        row = self._color_row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        self._colors = QButtonGroup(self)
        for color in t.PEOPLE_COLORS:
            self._add_swatch(color)
        self._other = Button(self.tr("Another colour…"), self.body, kind="link", on_click=self._ask_color)
        row.addWidget(self._other)
        row.addStretch()
        self.layout_.addLayout(row)
        taken = len(self._context.user.workplaces())
        self.show_color(self._workplace.color if self._workplace else t.PEOPLE_COLORS[taken % len(t.PEOPLE_COLORS)])

    def _add_swatch(self, color: str) -> Swatch:
        swatch = Swatch(color, self.body)
        self._colors.addButton(swatch)
        self._color_row.insertWidget(len(self._colors.buttons()) - 1, swatch)
        return swatch

    def show_color(self, color: str) -> None:
        """Choose a colour; one that is not offered yet is from now on."""
        found = [each for each in self._swatches() if each.color.casefold() == color.casefold()]
        (found[0] if found else self._add_swatch(color)).setChecked(True)

    @property
    def color(self) -> str:
        return next((each.color for each in self._swatches() if each.isChecked()), t.PEOPLE_COLORS[0])

    def _swatches(self) -> list[Swatch]:
        return [each for each in self._colors.buttons() if isinstance(each, Swatch)]

    def _ask_color(self) -> None:
        dialog = QColorDialog(QColor(self.color), self)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda color: self.show_color(color.name().upper()))
        dialog.open()

    def _add_signs(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2))
        self._signs = QButtonGroup(self)
        for icon in ("", *ICONS):
            choice = SignChoice(icon, self.body)
            choice.setChecked(icon == (self._workplace.icon if self._workplace else ""))
            self._signs.addButton(choice)
            row.addWidget(choice)
        row.addStretch()
        if self._signs.checkedButton() is None:
            self._signs.buttons()[0].setChecked(True)
        self.layout_.addLayout(row)

    def show_sign(self, icon: str) -> None:
        for each in self._signs.buttons():
            each.setChecked(isinstance(each, SignChoice) and each.icon_name == icon)

    def _add_accounts(self) -> None:
        accounts = self._context.user.accounts()
        here = self._members()
        self.accounts = QListWidget(self.body)
        self.accounts.setAccessibleName(self.tr("Accounts in it"))
        self.accounts.setTabKeyNavigation(False)
        for account in accounts:
            item = QListWidgetItem(account.name, self.accounts)
            item.setData(ACCOUNT, account.account_id)
            item.setSizeHint(QSize(0, theme().px(ACCOUNT_ROW)))
            item.setCheckState(Qt.CheckState.Checked if account.account_id in here else Qt.CheckState.Unchecked)
        self.accounts.setFixedHeight(theme().px(ACCOUNT_ROW) * min(max(len(accounts), 1), MOST_ROWS) + 4)
        self.filter = QLineEdit(self.body)
        self.filter.setPlaceholderText(self.tr("Find an account"))
        self.filter.setAccessibleName(self.tr("Find an account"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filtered)
        if not accounts:
            self.accounts.hide()
        else:
            self.layout_.addWidget(label(self.tr("Accounts in it"), self.body, kind="caption"))
        self.filter.setVisible(len(accounts) >= FILTER_FROM)
        self.layout_.addWidget(self.filter)
        self.layout_.addWidget(self.accounts)

    def _members(self) -> tuple[AccountId, ...]:
        if self._workplace is None:
            return ()
        return self._context.user.workplace_accounts().get(self._workplace.workplace_id, ())

    def _items(self) -> list[QListWidgetItem]:
        return [self.accounts.item(n) for n in range(self.accounts.count())]

    def choose(self, account_id: AccountId, is_in: bool = True) -> None:
        """Put an account in or out, as its box does."""
        for item in self._items():
            if item.data(ACCOUNT) == account_id:
                item.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)

    def chosen(self) -> list[AccountId]:
        return [item.data(ACCOUNT) for item in self._items() if item.checkState() is Qt.CheckState.Checked]

    def _on_filtered(self, text: str) -> None:
        for item in self._items():
            item.setHidden(text.casefold() not in item.text().casefold())

    def _add_link(self) -> None:
        self.link = QComboBox(self.body)
        self.link.setAccessibleName(self.tr("What it is for"))
        self.link.setProperty("keeps_return", True)
        self.link.addItem(self.tr("Stands alone: for whatever is in it"), None)
        for item in self._items():
            self.link.addItem(self.tr("For {account}").format(account=item.text()), item.data(ACCOUNT))
        if self._workplace is not None:
            self.link.setCurrentIndex(max(0, self.link.findData(self._workplace.linked_account_id)))
        self.link.currentIndexChanged.connect(lambda: self.choose(self.link.currentData()))
        if self._items():
            self.layout_.addWidget(label(self.tr("What it is for"), self.body, kind="caption"))
            self.layout_.addWidget(self.link)
        else:
            self.link.hide()

    def _add_buttons(self) -> None:
        if self._workplace is not None:
            self.foot.addWidget(Button(self.tr("Remove…"), self.body, kind="danger", on_click=self._on_remove_asked))
        else:
            words = self.tr("From a template…")
            self.foot.addWidget(Button(words, self.body, kind="link", on_click=self._on_import_asked))
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        words = self.tr("Save") if self._workplace else self.tr("Add")
        self._add = Button(words, self.body, kind="primary", on_click=self.save)
        self._add.setEnabled(self._workplace is not None)
        self.foot.addWidget(self._add)

    def _on_text_changed(self, text: str) -> None:
        self._add.setEnabled(bool(text.strip()))
        if not self.letters.isModified():
            self.letters.setText(letters_of(text) if text.strip() else "")

    def _on_remove_asked(self) -> None:
        workplace = self._workplace
        self.done()
        if workplace is not None:
            self.remove_asked.emit(workplace.workplace_id)

    def _on_import_asked(self) -> None:
        self.done()
        self.import_asked.emit()

    def save(self) -> None:
        """Nothing while it has no name."""
        name = self.name.text().strip()
        if not name:
            return
        user, letters = self._context.user, self.letters.text().strip() or letters_of(name)
        known = self._workplace or user.add_workplace(name, self.color, letters)
        sign = self._signs.checkedButton()
        self._put_accounts(known.workplace_id)
        chosen, linked = self.chosen(), self.link.currentData()
        made = user.update_workplace(
            known.workplace_id,
            name=name,
            color=self.color,
            letters=letters,
            icon=sign.icon_name if isinstance(sign, SignChoice) else "",
            linked_account_id=linked if linked in chosen else None,
        )
        self._context.ring()
        self.done()
        (self.changed if self._workplace else self.added).emit(made)

    def _put_accounts(self, workplace_id: WorkplaceId) -> None:
        before, chosen = set(self._members()), self.chosen()
        self._context.user.assign(workplace_id, [each for each in chosen if each not in before])
        for account_id in before.difference(chosen):
            self._context.user.unassign(workplace_id, account_id)
