"""The filing sheet: shows who, which records, what goes along and what would be written, then files it once."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QVBoxLayout, QWidget

from ui.filing.along import Along
from ui.filing.create import CreateForm
from ui.filing.filed import Found, found_by_answer, found_by_chip
from ui.filing.lookup import LookUp
from ui.filing.never import allow_again
from ui.filing.new_records import NewRecords
from ui.filing.previewpane import PreviewPane
from ui.filing.rows import CandidateRow, Strip, no_crm, section, work_box
from ui.filing.selection import WORK, Proposal, Selection, all_work, everybody, proposal_of
from ui.filing.words import item_words, reason_words, type_words
from ui.reader.question import Question
from ui.shell.context import Context
from ui.shell.deeds import Deed
from ui.theme import tokens as t
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import CutLabel, label
from ui.widgets.sheet import Sheet
from workspace.filing.match import Candidate, Strength
from workspace.filing.people import Linked, linked
from workspace.filing.preview import Preview
from workspace.filing.reasons import Reason, Refusal
from workspace.model.accounts import Account
from workspace.model.ids import AccountId
from workspace.store.rows import ItemRow, RecordRow

PEOPLE = ("contact", "company", "lead")


class FilingSheet(Sheet):
    """``filed`` carries the :class:`Selection` that was confirmed, once; ``undo_asked`` a :class:`FiledChip`;
    ``crm_asked`` says that the built-in CRM is wanted, ``allowed`` carries the :class:`Deed` by which somebody came off
    the never-file list.
    """

    is_form = True
    filed = Signal(object)
    undo_asked = Signal(object)
    crm_asked = Signal()
    allowed = Signal(object)

    def __init__(self, context: Context, item: ItemRow, window: QWidget) -> None:
        super().__init__(window, "")
        self.call(self.tr("File to CRM"))
        self._context = context
        self.item = item
        self.rows: list[CandidateRow] = []
        self.work_boxes: dict[str, QCheckBox] = {}
        self.strips: list[Strip] = []
        self._found: dict[AccountId, Found] = {}
        self._extra: list[Candidate] = []
        self._insists = False
        self._is_filed = False
        self._inside: QWidget | None = None
        self.layout_.setSpacing(theme().px(t.STEP))
        self.layout_.addWidget(CutLabel(item_words(item), self.body, tone="muted"))
        self.new = NewRecords(context, self.body)
        self.new.changed.connect(self._on_changed)
        self._add_foot()

    def _make(self) -> Iterator[None]:
        self._propose()
        yield
        self._ask_colleagues()

    def _propose(self) -> None:
        """Once; who presses Enter before it is unfolded means what it would propose."""
        if self._inside is None:
            self._begin()

    # What Enter and the buttons do

    def file(self) -> None:
        """Confirm, once; nothing happens while nothing is chosen."""
        self._propose()
        if self._is_filed or not self.file_button.isEnabled() or self.file_button.isHidden():
            return
        self._read_forms()
        if not self._is_ready():
            self._show_readiness()
            return
        self._is_filed = True
        selection = self.selection
        self.done()
        self.filed.emit(selection)

    def insist(self) -> None:
        """File although a rule advises against it."""
        self._insists = True
        self._fill()
        self._focus_first()
        if self.forms:
            self.forms[0].fields["name"].setFocus()

    @property
    def forms(self) -> list[CreateForm]:
        return self.new.forms

    def add_form(self, record_type: str) -> CreateForm:
        """A form for a record to create; a second of the same type is not needed."""
        chosen = self.selection.chosen()
        form = self.new.add(record_type, self.proposal, chosen[0].account_id if chosen else None)
        if self._is_refused:
            self.new.hide()
            return form
        form.fields["name"].setFocus()
        self.reveal(form)
        return form

    @property
    def _is_refused(self) -> bool:
        """A rule stands in the place of the form."""
        return self.proposal.matches.refusal is not None and not self._insists

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        event.accept()
        focus = QApplication.focusWidget()
        if isinstance(focus, QPushButton) and focus is not self.file_button:
            focus.click()
        elif not event.isAutoRepeat():
            self.file()

    # Its parts

    def _focus_first(self) -> None:
        """Enter in a sheet just opened files or does nothing: the focus never starts on Undo or "File anyway"."""
        row = next((row for row in self.rows if row.box.isEnabled()), None)
        (row.box if row is not None else self.cancel_button).setFocus()

    def _begin(self) -> None:
        """Propose anew, by the rules that hold now."""
        self.proposal: Proposal = proposal_of(self._context, self.item)
        self.selection = Selection(self.proposal)
        self._note_filings()
        self.selection.tick_first()
        self._fill()

    def _fill(self) -> None:
        self.new.setParent(self.body)  # what is written stays
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self.rows, self.work_boxes, self.strips = [], {}, []
        self._inside = QWidget(self.body)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, theme().px(t.STEP), 0, 0)
        self._column.setSpacing(theme().px(2 * t.STEP))
        self._add_parts()
        self.layout_.addWidget(self._inside)
        self._on_changed()

    def _add_parts(self) -> None:
        refusal = self.proposal.matches.refusal
        if not self.proposal.accounts:
            self._column.addWidget(no_crm(self._on_crm_asked, self.body))
            return
        if refusal is not None:
            self._add_refusal(refusal)
            if self._is_refused:
                return
        for found in self._found.values():
            self._add_found(found)
        self._add_about()
        self._add_work()
        self._add_along()
        self._add_preview()

    def _on_crm_asked(self) -> None:
        self.done()
        self.crm_asked.emit()

    def _add_refusal(self, refusal: Refusal) -> None:
        strip = self._strip("note" if refusal.may_insist else "alarm", reason_words(refusal))
        if refusal.may_insist and not self._insists:
            strip.add_link(self.tr("File anyway"), self.insist)
        elif refusal.key == "never_file":
            strip.add_link(self.tr("Allow again"), lambda: self._allow_again(refusal.params["pattern"]))

    def _allow_again(self, pattern: str) -> None:
        """Off the user's own list; without Undo, which would forbid it under the sheet that files it."""
        self.allowed.emit(Deed(allow_again(self._context, [pattern]).words))
        self._begin()
        self._focus_first()

    def _strip(self, kind: str, words: str) -> Strip:
        strip = Strip(kind, words, self.body)
        self.strips.append(strip)
        self._column.addWidget(strip)
        return strip

    def _add_found(self, found: Found) -> None:
        strip = self._strip("note" if found.state == "unsure" else "good", found.words)
        if found.link.startswith(("http://", "https://")):
            strip.add_link(self.tr("Open"), lambda: QDesktopServices.openUrl(QUrl(found.link)))
        if found.chip is not None and found.state != "unsure":
            strip.add_link(self.tr("Undo"), lambda: self._on_undo(found))
        if found.remote_id:
            words = self.tr("What you tick below is added to it.")
            strip.words.setText(f"{found.words} {words}")

    def _on_undo(self, found: Found) -> None:
        self.done()
        self.undo_asked.emit(found.chip)

    def _add_about(self) -> None:
        part, column = section(self.tr("Who it is about"), self.body)
        candidates = everybody(self.proposal, self._extra)
        if not candidates:
            column.addWidget(label(self.tr("Not known. Create a record, or look one up."), part, tone="muted"))
        self.choose = label(self.tr("Several fit: choose."), part, tone="warn")
        self.choose.hide()
        column.addWidget(self.choose)
        for candidate in candidates:
            column.addWidget(self._row(candidate, part))
        column.addWidget(self.new)
        self.new.setVisible(bool(self.forms))
        column.addWidget(self._look_up(part))
        flow = FlowLayout(spacing=theme().px(4 * t.STEP), between=theme().px(6))
        self._add_creators(flow, PEOPLE, part)
        column.addLayout(flow)
        self._column.addWidget(part)

    def _row(self, candidate: Candidate, parent: QWidget) -> CandidateRow:
        crm = self.proposal.name(candidate.record.account_id)
        row = CandidateRow(candidate, crm, self.selection.has(candidate), parent)
        row.toggled.connect(self._on_ticked)
        self.rows.append(row)
        return row

    def _look_up(self, parent: QWidget) -> LookUp:
        self.look_up = LookUp(self._context, self.proposal.accounts, parent)
        self.look_up.picked.connect(self.add_record)
        return self.look_up

    def _add_creators(self, flow: FlowLayout, record_types: Sequence[str], parent: QWidget) -> None:
        for record_type in record_types:
            words = self.tr("＋ New {type}").format(type=type_words(record_type).lower())
            press = lambda record_type=record_type: self.add_form(record_type)  # noqa: E731
            flow.addWidget(Button(words, parent, kind="add", on_click=press))

    def _add_work(self) -> None:
        part, column = section(self.tr("Relate to"), self.body)
        flow = FlowLayout(spacing=theme().px(4 * t.STEP), between=theme().px(6))
        known = all_work(self.proposal, self._extra)
        is_mixed = len({c.record.account_id for c in known}) > 1
        for candidate in known:
            flow.addWidget(self._work_box(candidate, part, names_crm=is_mixed))
        self._add_creators(flow, WORK, part)
        column.addLayout(flow)
        self._column.addWidget(part)

    def _work_box(self, candidate: Candidate, parent: QWidget, *, names_crm: bool) -> QCheckBox:
        crm = self.proposal.name(candidate.record.account_id) if names_crm else ""
        box = work_box(candidate, crm, self.selection.has(candidate), parent)
        box.toggled.connect(lambda is_ticked: self._on_ticked(candidate, is_ticked))
        self.work_boxes[candidate.record.remote_id] = box
        return box

    def _add_along(self) -> None:
        part, column = section(self.tr("Send along"), self.body)
        first = next((a.account_id for a in self.selection.chosen()), self.proposal.accounts[0].account_id)
        limits = self.proposal.limits.get(first, {})
        self.along = Along(self.item, limits, self.selection.is_kept_short, part)
        self.along.changed.connect(self._on_changed)
        column.addWidget(self.along)
        self._column.addWidget(part)

    def _add_preview(self) -> None:
        self.preview = PreviewPane(self.body)
        self.preview.hide()
        words = self.tr("Exactly what will be written")
        self.expander = Button(words, self.body, kind="link", icon="chevron-right", on_click=self._expand)
        self._column.addWidget(self.expander, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.preview)

    def _expand(self) -> None:
        is_shown = self.preview.isHidden()
        self.preview.setVisible(is_shown)
        self.expander.setIcon(theme().icon("chevron-down" if is_shown else "chevron-right"))
        self._on_changed()

    def _add_foot(self) -> None:
        self.note = label("", self.body, tone="muted", wrap=True)
        self.foot.addWidget(self.note, 1)
        self.cancel_button = Button(self.tr("Cancel"), self.body, on_click=self.done)
        self.file_button = Button(self.tr("File"), self.body, kind="primary", key="⏎", on_click=self.file)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.file_button)

    # What changes

    def add_record(self, record: RecordRow) -> None:
        """A record that was looked up: ticked, and listed with the others."""
        known = {row.candidate.record.remote_id for row in self.rows} | set(self.work_boxes)
        candidate = Candidate(record, Reason("picked"), Strength.EXACT)
        if record.remote_id not in known:
            self._extra.append(candidate)
        self.selection.tick(candidate, True)
        self._keep_and_fill()

    def _keep_and_fill(self) -> None:
        """Draw anew, keeping what is ticked and written."""
        said = self.along.said
        self._fill()
        self.along.say(said)

    def _on_ticked(self, candidate: Candidate, is_ticked: bool) -> None:
        self.selection.tick(candidate, is_ticked)
        self._on_changed()

    def _on_changed(self) -> None:
        self._read_forms()
        if self.proposal.accounts and hasattr(self, "along"):
            self.selection.parts, self.selection.follow, self.selection.header_only = self.along.said
        self._show_readiness()

    def _read_forms(self) -> None:
        self.selection.create = self.new.records()
        self.selection.demanded = self.new.demanded()

    def _show_readiness(self) -> None:
        refusal = self.proposal.matches.refusal
        may_file = bool(self.proposal.accounts) and (refusal is None or self._insists)
        self.file_button.setVisible(may_file)
        self.file_button.setEnabled(may_file and self._is_ready())
        self.note.setText(self._note() if may_file else "")
        if may_file:
            self.choose.setVisible(len(self.rows) > 1 and not self.selection.chosen() and not self._found)
        if may_file and not self.preview.isHidden():
            chosen = self.selection.chosen()
            self.preview.show_previews([self._written_to(account) for account in chosen])

    def _written_to(self, account: Account) -> tuple[str, Preview, Sequence[Linked]]:
        seen, manifest = self.selection.preview(account.account_id), self._context.manifest_of(account)
        others = linked(seen.filing, account.account_id, manifest, self._context.reader) if manifest else ()
        return account.name, seen, others

    def _is_ready(self) -> bool:
        """Whether all that was ticked and written can go: a form without a name is not left out silently."""
        return not self.new.has_nameless and self.selection.is_ready()

    def _note(self) -> str:
        chosen = self.selection.chosen()
        if self.new.has_nameless:
            return self.tr("The new record needs a name.")
        if not chosen:
            return self.tr("Choose whom it is about, or create a record.")
        for account in chosen:
            seen = self.selection.preview(account.account_id)
            if seen.missing:  # the last notes are about them
                return reason_words(seen.notes[-len(seen.missing)])
            if not seen.is_complete:
                return reason_words(seen.notes[0])
        return self.tr("Works offline: sent as soon as the CRM answers, once only.")

    # What is filed already

    def _note_filings(self) -> None:
        for account in self.proposal.accounts:
            chip = self.proposal.found(account.account_id).filed
            if chip is not None:
                self._note_found(account.account_id, found_by_chip(self._context, chip, account.name))

    def _note_found(self, account_id: AccountId, found: Found) -> None:
        self._found[account_id] = found
        if found.remote_id:
            self.selection.add_to[account_id] = found.remote_id

    def _ask_colleagues(self) -> None:
        """Whether somebody else filed it: asked beside the user's work, shown when the CRM answers."""
        for account in self.proposal.accounts:
            manifest = self._context.manifest_of(account)
            if manifest and manifest.look_up and self.item.filing_key and account.account_id not in self._found:
                payload = {"crm_account_id": account.account_id, "key": self.item.filing_key}
                question = Question(self._context, "find_filing", payload, self)
                question.answered.connect(lambda p, a=account: self._on_colleague(a.account_id, p))

    def _on_colleague(self, account_id: AccountId, payload: dict[str, object]) -> None:
        receipt, name = payload.get("receipt"), self.proposal.name(account_id)
        found = found_by_answer(receipt, name) if isinstance(receipt, dict) else None
        if found is not None and not self._is_filed:
            self._note_found(account_id, found)
            self.selection.ticked.pop(account_id, None)
            self._keep_and_fill()
            self._focus_first()
