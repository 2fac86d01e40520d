"""The page of connectors: the first thing a new user sees, and where every account begins."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.accounts.form import worded
from ui.theme import tokens as t
from ui.theme.icons import draw_svg
from ui.theme.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.labels import label

if TYPE_CHECKING:
    from workspace.connector.manifest import Manifest

COLUMNS, PAGE, CARD, LOGO = 4, 820, 148, 36


class ConnectorCard(QAbstractButton):
    """One service, with its icon, its name and what it brings."""

    def __init__(self, manifest: "Manifest", parent: QWidget) -> None:
        super().__init__(parent)
        self.manifest = manifest
        self._name, self._about = worded(manifest.name), worded(manifest.description)
        self._icon = manifest.icon.read_text("utf-8")
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self._about)
        self.setToolTip(self._about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(theme().px(CARD))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(180), theme().px(CARD))

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
        name = QRectF(gap, gap + logo + px(10), room, px(t.LINE_TEXT))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self._name)
        painter.setPen(QColor(colors.muted))
        font = theme().font(t.SECONDARY)
        painter.setFont(font)
        about = QRectF(gap, name.bottom(), room, self.height() - name.bottom() - px(8))
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(about, int(flags), self._cut(font, about))

    def _cut(self, font: QFont, room: QRectF) -> str:
        """As many whole lines of the description as fit."""
        fits = max(1, int(room.height() // QFontMetricsF(font).lineSpacing()))
        flow = QTextLayout(self._about, font)
        flow.beginLayout()
        lines = []
        while (line := flow.createLine()).isValid():
            line.setLineWidth(room.width())
            lines.append(self._about[line.textStart() : line.textStart() + line.textLength()].strip())
        flow.endLayout()
        if len(lines) > fits:
            rest = " ".join(lines[fits - 1 :])
            cut = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
            lines = [*lines[: fits - 1], cut]
        return "\n".join(lines[:fits])


class FirstRunPage(QScrollArea):
    """``picked`` carries a :class:`Manifest`, or None for going back."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("kind", "surface")
        px = theme().px
        page = QWidget()
        page.setProperty("kind", "surface")
        column = QVBoxLayout()
        column.setSpacing(px(6))
        self._back = Button(
            self.tr("Back"), page, kind="ghost", icon="chevron-left", on_click=lambda: self.picked.emit(None)
        )
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(self.tr("One window for everything that reaches you"), page, kind="display", wrap=True))
        intro = self.tr("Add what you use. Each workplace keeps its own accounts and identity.")
        column.addWidget(label(intro, page, tone="muted", wrap=True))
        column.addSpacing(px(20))
        self._grid = QGridLayout()
        self._grid.setSpacing(px(12))
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

    def reload(self, *, can_go_back: bool = False) -> None:
        self._back.setVisible(can_go_back)
        if self.cards:
            return
        from workspace.connector.manifest import manifests  # after the first paint: it costs 0.1 s

        listed = [manifest for manifest in manifests().values() if manifest.is_listed]
        for place, manifest in enumerate(listed):
            card = ConnectorCard(manifest, self._page)
            card.clicked.connect(lambda checked=False, chosen=manifest: self.picked.emit(chosen))
            self._grid.addWidget(card, place // COLUMNS, place % COLUMNS)
            self.cards.append(card)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, theme().px(120))
