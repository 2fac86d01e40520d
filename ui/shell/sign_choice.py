"""What stands on a workplace's tile, to pick: its letters or a picture."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme import tokens as t
from ui.theme.icons import draw_icon
from ui.theme.theme import theme


def sign_name(icon: str) -> str:
    """A picture in a word; the letters where it is empty."""
    return {
        "mail": QCoreApplication.translate("signs", "Letter"),
        "chat": QCoreApplication.translate("signs", "Chat"),
        "calendar": QCoreApplication.translate("signs", "Calendar"),
        "customers": QCoreApplication.translate("signs", "Customers"),
        "company": QCoreApplication.translate("signs", "Company"),
        "contact": QCoreApplication.translate("signs", "Person"),
        "deal": QCoreApplication.translate("signs", "Deal"),
        "case": QCoreApplication.translate("signs", "Case"),
        "lead": QCoreApplication.translate("signs", "Lead"),
        "folder": QCoreApplication.translate("signs", "Folder"),
        "document": QCoreApplication.translate("signs", "Document"),
        "star": QCoreApplication.translate("signs", "Star"),
    }.get(icon, QCoreApplication.translate("signs", "Letters"))


class SignChoice(QAbstractButton):
    """One picture, or Aa for the letters; checked while it is the one chosen."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(sign_name(icon))
        self.setToolTip(sign_name(icon))
        self.setFixedSize(theme().px(t.SMALL_BUTTON), theme().px(t.SMALL_BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:
        px, colors = theme().px, theme().colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(colors.accent), t.RING if self.hasFocus() else 1))
            painter.setBrush(QColor(colors.accent_soft if self.isChecked() else colors.surface))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(t.RADIUS_FIELD), px(t.RADIUS_FIELD))
        ink = colors.text if self.isChecked() else colors.muted
        if self.icon_name:
            room = QRectF(0, 0, px(t.ICON), px(t.ICON))
            room.moveCenter(box.center())
            draw_icon(painter, self.icon_name, ink, room)
        else:
            painter.setPen(QColor(ink))
            painter.setFont(theme().font(t.SECONDARY, 600))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "Aa")
