"""The sheets that change one signature or one template. What is written and not kept is asked about once."""

from abc import abstractmethod

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.compose.editor import Editor
from ui.compose.identities import Identity
from ui.compose.template import FIELDS
from ui.compose.toolbar import Toolbar
from ui.filing.rows import Strip
from ui.shell.context import Context
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import field_label, frame, label, restyle
from ui.widgets.sheet import Sheet
from workspace.store.user.wording import TemplateRow


class WordingSheet(Sheet):
    """A text with its form; ``kept`` says that it was saved."""

    kept = Signal()

    def __init__(self, context: Context, window: QWidget, title: str) -> None:
        super().__init__(window, "", width=560)
        self._context = context
        self._ask: Strip | None = None
        self._before_edit: tuple[object, ...] = ()
        self.call(title)
        self.editor = Editor(self.body)
        self.foot.addStretch()
        self.foot.addWidget(Button(self.tr("Cancel"), self.body, on_click=self.done))
        self.save_button = Button(self.tr("Save"), self.body, kind="primary", on_click=self.save)
        self.foot.addWidget(self.save_button)

    @abstractmethod
    def save(self) -> None:
        """Keep it and close."""

    def written(self) -> tuple[object, ...]:
        """What stands here, to compare."""
        return (self.editor.html(),)

    def dismiss(self) -> None:
        if self._ask is not None or self.written() == self._before_edit:
            self.done()
            return
        self._ask = Strip("note", self.tr("What you wrote is not saved."), self.body)
        self._ask.add_link(self.tr("Save"), self.save)
        self._ask.add_link(self.tr("Throw away"), self.done)
        self.layout_.addWidget(self._ask)
        self._ask.show()
        self.reveal(self._ask)

    def _add_editor(self, height: int) -> None:
        px = theme().px
        ground = frame("choice", self.body)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(px(12), px(10), px(12), px(6))
        inside.setSpacing(px(t.STEP))
        self.editor.setParent(ground)
        self.editor.keep_lines(height)
        inside.addWidget(self.editor)
        inside.addWidget(Toolbar(self.editor, ground))
        self.layout_.addWidget(ground)

    def _begin(self, html: str) -> None:
        self.editor.show_letter(html, "")
        self._before_edit = self.written()


class SignatureSheet(WordingSheet):
    """Of one address. An empty one is none."""

    def __init__(self, context: Context, identity: Identity, window: QWidget) -> None:
        super().__init__(context, window, "")
        self._identity = identity
        self.call(self.tr("Signature"))
        self.layout_.addWidget(label(identity.words, self.body, tone="muted", wrap=True))
        self._add_editor(120)
        words = self.tr("It stands below what you write and above what is quoted, in every letter from this address.")
        self.layout_.addWidget(label(words, self.body, kind="secondary", tone="muted", wrap=True))
        self._begin(context.user.signature(identity.account.account_id, identity.email))

    def open(self) -> None:
        super().open()
        self.editor.setFocus()

    def save(self) -> None:
        html = self.editor.html() if self.editor.text().strip() else ""
        self._context.user.set_signature(self._identity.account.account_id, self._identity.email, html)
        self.done()
        self.kept.emit()


class TemplateSheet(WordingSheet):
    """A template; one without an id is new."""

    def __init__(self, context: Context, row: TemplateRow, window: QWidget) -> None:
        super().__init__(context, window, "")
        self._row = row
        self.call(self.tr("Edit template") if row.template_id else self.tr("New template"))
        self.name, self.subject, self.place = QLineEdit(self.body), QLineEdit(self.body), QComboBox(self.body)
        self._add_fields()
        self._add_editor(160)
        self.layout_.addLayout(self._field_buttons())
        self._is_in_subject = False
        for part in (self.subject, self.editor):
            part.installEventFilter(self)
        words = self.tr("Fields are filled in for the first recipient; one that is not known stays and is asked about.")
        self.layout_.addWidget(label(words, self.body, kind="secondary", tone="muted", wrap=True))
        self._begin(row.html)

    def open(self) -> None:
        super().open()
        (self.editor if self.name.text() else self.name).setFocus()

    def written(self) -> tuple[object, ...]:
        return (*super().written(), self.name.text(), self.subject.text(), self.place.currentData())

    def save(self) -> None:
        name = self.name.text().strip()
        self.name.setProperty("wrong", not name)
        restyle(self.name)
        if not name:
            self.name.setFocus()
            return
        subject, html, user = self.subject.text().strip(), self.editor.html(), self._context.user
        if self._row.template_id:
            row = TemplateRow(self._row.template_id, self.place.currentData(), name, subject, html)
            user.keep_template(row)
        else:
            user.add_template(name, subject, html, self.place.currentData())
        self.done()
        self.kept.emit()

    def _add_fields(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(theme().px(2 * t.STEP))
        form.setHorizontalSpacing(theme().px(16))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.place.setProperty("keeps_return", True)
        self.place.addItem(self.tr("All workplaces"), None)
        for workplace in self._context.user.workplaces():
            self.place.addItem(workplace.name, workplace.workplace_id)
        self.place.setCurrentIndex(max(0, self.place.findData(self._row.workplace_id)))
        self.name.setText(self._row.name)
        self.name.setMaxLength(80)
        self.subject.setText(self._row.subject)
        for words, field in (
            (self.tr("Name"), self.name),
            (self.tr("Offered in"), self.place),
            (self.tr("Subject"), self.subject),
        ):
            field.setAccessibleName(words)
            form.addRow(field_label(words, self.body), field)
        self.layout_.addLayout(form)

    def _field_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(t.STEP))
        row.addWidget(label(self.tr("Field:"), self.body, tone="muted"))
        names = (self.tr("Name"), self.tr("First name"), self.tr("Company"), self.tr("Deal"), self.tr("Date"))
        for field, words in zip(FIELDS, names, strict=True):
            button = Button(words, self.body, small=True, kind="ghost")
            button.setToolTip(f"{{{field}}}")
            button.clicked.connect(lambda checked=False, field=field: self._put(field))
            row.addWidget(button)
        row.addStretch()
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._is_in_subject = watched is self.subject
        return super().eventFilter(watched, event)

    def _put(self, field: str) -> None:
        """Where the cursor was last: in the subject or the text."""
        words = f"{{{field}}}"
        if self._is_in_subject:
            self.subject.insert(words)
            self.subject.setFocus()
        else:
            self.editor.insertPlainText(words)
            self.editor.setFocus()
