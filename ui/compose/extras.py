"""The buttons beside Send: form, files, templates, and what is seldom wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui.compose.template import fill, values_for
from ui.shell.context import Context
from ui.theme.theme import theme
from ui.widgets.buttons import IconButton
from workspace.store.user.wording import TemplateRow

if TYPE_CHECKING:
    from ui.compose.composer import Composer

FORM_SHOWN = "compose.form_shown"


class Extras(QWidget):
    """Acts on one composer."""

    def __init__(self, context: Context, composer: "Composer") -> None:
        super().__init__(composer)
        self._context, self._composer = context, composer
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.form = self._form_button()
        clip = IconButton("paperclip", self.tr("Attach files"), self, on_click=composer.attach)
        self.templates = IconButton("document", self.tr("Templates"), self, on_click=self.open_templates)
        self.more = IconButton("more", self.tr("More for this letter"), self, on_click=self.open_more)
        for part in (self.form, clip, self.templates, self.more):
            row.addWidget(part)

    def begin(self) -> None:
        """With the buttons for form where they were shown last."""
        self.form.setChecked(bool(self._context.user.setting(FORM_SHOWN, True)))
        self._composer.toolbar.setVisible(self.form.isChecked())
        self.form.toggled.connect(self._on_form_toggled)

    def open_templates(self) -> None:
        _open_above(self.templates, self.template_menu())

    def open_more(self) -> None:
        _open_above(self.more, self.more_menu())

    def template_menu(self) -> QMenu:
        """The templates of the workplace that the letter leaves from, and those of all."""
        menu = self._menu(self.tr("Templates"))
        for row in self._offered():
            action = menu.addAction(row.name.replace("&", "&&"))
            action.triggered.connect(lambda checked=False, row=row: self.use(row))
        if not menu.isEmpty():
            menu.addSeparator()
        if self._composer.editor.text().strip():
            menu.addAction(self.tr("Save this letter as a template…")).triggered.connect(self.save_as_template)
        menu.addAction(self.tr("Templates and signatures…")).triggered.connect(self.open_writing)
        return menu

    def more_menu(self) -> QMenu:
        menu = self._menu(self.tr("More for this letter"))
        plain = menu.addAction(self.tr("Send as plain text"))
        plain.setCheckable(True)
        plain.setChecked(self._composer.is_plain)
        plain.toggled.connect(self._composer.set_plain)
        identity = self._composer.head.identity
        if identity is not None:
            words = self.tr("Signature of {address}…").format(address=identity.email)
            menu.addAction(words).triggered.connect(self.edit_signature)
        menu.addAction(self.tr("Templates and signatures…")).triggered.connect(self.open_writing)
        return menu

    def use(self, row: TemplateRow) -> None:
        """Put a template at the cursor, with what is known of the first recipient."""
        composer = self._composer
        filled = fill(row, values_for(self._context, composer.to.text()))
        composer.editor.add_html(filled.html)
        if filled.subject and not composer.subject.text().strip():
            composer.subject.setText(filled.subject)
        composer.editor.setFocus()

    def save_as_template(self) -> None:
        from ui.compose.wording_sheets import TemplateSheet

        composer = self._composer
        identity = composer.head.identity
        row = TemplateRow(
            "",
            identity.account.home_workplace_id if identity else None,
            composer.subject.text().strip(),
            composer.subject.text().strip(),
            composer.editor.html(),
        )
        TemplateSheet(self._context, row, composer.window()).open()

    def edit_signature(self) -> None:
        from ui.compose.wording_sheets import SignatureSheet

        identity = self._composer.head.identity
        if identity is not None:
            sheet = SignatureSheet(self._context, identity, self._composer.window())
            sheet.kept.connect(self._composer.sign)
            sheet.open()

    def open_writing(self) -> None:
        from ui.compose.writing_sheet import WritingSheet

        WritingSheet(self._context, self._composer.window()).open()

    def _offered(self) -> list[TemplateRow]:
        identity = self._composer.head.identity
        account_id = identity.account.account_id if identity else None
        places = {place for place, ids in self._context.user.workplace_accounts().items() if account_id in ids}
        rows = self._context.user.templates()
        return [row for row in rows if row.workplace_id is None or row.workplace_id in places]

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _form_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText("Aa")
        button.setCheckable(True)
        button.setToolTip(self.tr("Show or hide the buttons for form"))
        button.setAccessibleName(button.toolTip())
        button.setFixedSize(theme().px(30), theme().px(30))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _on_form_toggled(self, is_shown: bool) -> None:
        self._composer.toolbar.setVisible(is_shown)
        self._context.user.set_setting(FORM_SHOWN, is_shown)


def _open_above(button: QWidget, menu: QMenu) -> None:
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
