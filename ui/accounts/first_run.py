"""The page of connectors: the first thing a new user sees, and where every account begins."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.accounts.field_row import worded
from ui.theme import tokens as t
from ui.theme.icons import draw_svg
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from workspace.mail.servers import parts_of

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest
    from workspace.profiles.current import Found
    from workspace.profiles.profile import Profile

COLUMNS, PAGE, CARD, LOGO, ADDRESS = 4, 820, 160, 36, 380
NARROWEST = 150
"""A card is at least this wide, else there are fewer beside each other."""
MOST_PROBLEMS = 5


class ConnectorCard(QAbstractButton):
    """One service, with its icon, its name and what it brings."""

    def __init__(self, manifest: "Manifest", parent: QWidget, *, profile: "Profile | None" = None) -> None:
        super().__init__(parent)
        self.manifest, self.profile = manifest, profile
        self._name, self._about = worded(manifest.name), worded(manifest.description)
        if profile is not None:
            self._name, self._about = worded(profile.label), self._name
        self._icon = manifest.icon.read_text("utf-8")
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self._about)
        self.setToolTip(self._about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(theme().px(CARD))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(NARROWEST), theme().px(CARD))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, px = theme().colors, theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(colors.accent if lively else colors.line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(12), px(12))
        gap, logo = px(16), px(LOGO)
        draw_svg(painter, self._icon, colors.accent, QRectF(gap, gap, logo, logo))
        room = self.width() - 2 * gap
        painter.setPen(QColor(colors.text))
        painter.setFont(theme().font(t.TEXT, 600))
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        name = QRectF(gap, gap + logo + px(10), room, 2 * px(t.LINE_TEXT))
        words = _cut(self._name, painter.font(), name)
        painter.drawText(name, flags, words)
        name.setHeight(px(t.LINE_TEXT) * (words.count("\n") + 1))
        painter.setPen(QColor(colors.muted))
        font = theme().font(t.SECONDARY)
        painter.setFont(font)
        about = QRectF(gap, name.bottom(), room, self.height() - name.bottom() - px(8))
        painter.drawText(about, flags, _cut(self._about, font, about))


def _cut(words: str, font: QFont, room: QRectF) -> str:
    """As many whole lines as fit."""
    fits = max(1, int(room.height() // QFontMetricsF(font).lineSpacing()))
    flow = QTextLayout(words, font)
    flow.beginLayout()
    lines = []
    while (line := flow.createLine()).isValid():
        line.setLineWidth(room.width())
        lines.append(words[line.textStart() : line.textStart() + line.textLength()].strip())
    flow.endLayout()
    if len(lines) > fits:
        rest = " ".join(lines[fits - 1 :])
        cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
        lines = [*lines[: fits - 1], cut]
    return "\n".join(lines[:fits])


class FirstRunPage(QScrollArea):
    """``picked`` carries a :class:`Manifest` and, if an admin prepared it, a :class:`Profile`; Nones for going back.

    ``address_given`` carries the address of a mailbox whose servers are to be found.
    """

    picked = Signal(object, object)
    address_given = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("kind", "surface")
        px = theme().px
        page = QWidget()
        page.setProperty("kind", "surface")
        column = QVBoxLayout()
        column.setSpacing(px(6))
        self._back = Button(
            self.tr("Back"), page, kind="ghost", icon="chevron-left", on_click=lambda: self.picked.emit(None, None)
        )
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        title = self.tr("One window for everything that reaches you")
        self.setAccessibleName(title)
        column.addWidget(label(title, page, kind="display", wrap=True))
        intro = self.tr("Add what you use. Each workplace keeps its own accounts and identity.")
        column.addWidget(label(intro, page, tone="muted", wrap=True))
        column.addSpacing(px(6))
        self._prepared_words = label(self.tr("Prepared by your organisation"), page, kind="heading")
        self._prepared = self._made_grid()
        self._others_words = label(self.tr("Or choose a service"), page, kind="heading")
        self._grid = self._made_grid()
        self._left_out = label("", page, tone="bad", wrap=True)
        for part in (self._prepared_words, self._left_out, self._others_words):
            part.setContentsMargins(0, px(14), 0, px(4))
            part.hide()
        column.addWidget(self._prepared_words)
        column.addLayout(self._prepared)
        column.addWidget(self._left_out)
        self._add_address(column, page)
        column.addWidget(self._others_words)
        column.addLayout(self._grid)
        column.addSpacing(px(16))
        promise = self.tr(
            "Passwords stay in this computer's keyring. Nothing is sent anywhere but to the services you add."
        )
        column.addWidget(label(promise, page, tone="muted", wrap=True))
        column.addStretch()
        holder = QWidget(page)
        holder.setLayout(column)
        holder.setMaximumWidth(px(PAGE))
        outer = QHBoxLayout(page)
        outer.setContentsMargins(px(28), px(48), px(28), px(28))
        outer.addStretch(1)
        outer.addWidget(holder, 100)
        outer.addStretch(1)
        self._page = page
        self.setWidget(page)
        self.cards: list[ConnectorCard] = []
        self._columns = COLUMNS
        self.is_warm = False
        self._found: Found | None = None

    def _add_address(self, column: QVBoxLayout, page: QWidget) -> None:
        start = label(self.tr("Start with your mail address"), page, kind="heading")
        start.setContentsMargins(0, theme().px(14), 0, theme().px(4))
        column.addWidget(start)
        column.addLayout(self._address_row(page))
        self._wrong = label("", page, tone="bad", wrap=True)
        self._wrong.hide()
        column.addWidget(self._wrong)
        hint = self.tr(
            "Its servers are found from it. The password is asked next, and sent only when you press Connect."
        )
        column.addWidget(label(hint, page, kind="secondary", wrap=True))

    def _address_row(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(2 * t.STEP))
        self.address = QLineEdit(page)
        self.address.setObjectName("first_address")
        self.address.setPlaceholderText(self.tr("name@company.com"))
        self.address.setAccessibleName(self.tr("Mail address"))
        self.address.setMaximumWidth(theme().px(ADDRESS))
        self.address.setProperty("keeps_return", True)
        self.address.returnPressed.connect(self.go_on)
        self.address.textChanged.connect(self._wrong_again)
        self.go = Button(self.tr("Continue"), page, kind="primary", on_click=self.go_on)
        self.go.setObjectName("first_continue")
        row.addWidget(self.address, 1)
        row.addWidget(self.go)
        row.addStretch()
        return row

    def go_on(self) -> None:
        """With the address, if it is one."""
        address = self.address.text().strip()
        if parts_of(address)[1]:
            self.address_given.emit(address)
            return
        words = self.tr("{address} is no mail address: it needs a name, an @ and a domain, as in name@company.com.")
        missing = self.tr("Type your mail address, or choose a service below.")
        self._wrong.setText(words.format(address=address) if address else missing)
        self._wrong.show()
        self.address.setFocus()

    def _wrong_again(self) -> None:
        self._wrong.hide()

    def _made_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme().px(12))
        return grid

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.address.setFocus()

    @property
    def is_first(self) -> bool:
        """Whether there is no account yet, and so nothing to go back to."""
        return self._back.isHidden()

    def reload(self, *, can_go_back: bool = False) -> None:
        self._back.setVisible(can_go_back)
        self._show_offers()
        self._wrong.hide()
        self.address.setFocus()

    def warm(self) -> None:
        """Profiles may be read from now on: the first paint does not wait for that."""
        self.is_warm = True
        if self.cards:
            self._show_offers()

    def _show_offers(self) -> None:
        from workspace.connector.manifest import manifests
        from workspace.profiles.current import Found, shared

        found = shared().found() if self.is_warm else self._found or Found({})
        if found is self._found:
            return
        self._found = found
        for card in self.cards:
            card.deleteLater()
        known = manifests()
        prepared = [(known[profile.connector_id], profile) for profile in found.profiles.values()]
        listed = [(manifest, None) for manifest in known.values() if manifest.is_listed]
        self.cards = [*self._filled(self._prepared, prepared), *self._filled(self._grid, listed)]
        self._prepared_words.setVisible(bool(prepared))
        self._others_words.show()
        self._say_left_out(found)

    def _filled(self, grid: QGridLayout, offers: "Sequence[tuple[Manifest, Profile | None]]") -> list[ConnectorCard]:
        cards = []
        for manifest, profile in offers:
            card = ConnectorCard(manifest, self._page, profile=profile)
            card.clicked.connect(lambda checked=False, card=card: self.picked.emit(card.manifest, card.profile))
            cards.append(card)
        self._arrange(grid, cards)
        return cards

    def _arrange(self, grid: QGridLayout, cards: Sequence[QWidget]) -> None:
        for place, card in enumerate(cards):
            grid.addWidget(card, place // self._columns, place % self._columns)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, int(column < self._columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards beside each other as the page has room for."""
        super().resizeEvent(event)
        px = theme().px
        room = min(px(PAGE), self.viewport().width() - 2 * px(28)) + px(12)
        columns = max(1, min(COLUMNS, room // (px(NARROWEST) + px(12))))
        if columns != self._columns:
            self._columns = columns
            for grid in (self._prepared, self._grid):
                self._arrange(grid, [card for card in self.cards if grid.indexOf(card) >= 0])

    def _say_left_out(self, found: "Found") -> None:
        """What an admin has to put right, as ``workspace profile check`` says it."""
        from ui.accounts.left_out import line

        problems = [line(problem) for problem in found.problems[:MOST_PROBLEMS]]
        intro = self.tr("Some of what was prepared here is not right and was left out. Tell your administrator:")
        self._left_out.setText("\n".join([intro, *problems]) if problems else "")
        self._left_out.setVisible(bool(problems))

    @property
    def wrong(self) -> str:
        """What is wrong with the address that was given."""
        return "" if self._wrong.isHidden() else self._wrong.text()

    @property
    def left_out(self) -> str:
        return self._left_out.text()
