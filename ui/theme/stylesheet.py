"""The one stylesheet, generated from the tokens; single widgets never get one of their own.

A widget says what it is by the dynamic properties ``kind`` and ``tone``, which the rules below select.
"""

from collections.abc import Callable

from ui.theme import tokens as t
from ui.theme.chat_rules import chat_rules
from ui.theme.mail_rules import mail_rules
from ui.theme.tokens import Tokens

Px = Callable[[float], int]


Image = Callable[[str, str], str]


def stylesheet(c: Tokens, px: Px, image: Image) -> str:
    """The whole stylesheet for one theme at one text size; ``image`` is the file of an icon in a colour."""
    return "\n".join(
        (
            _ground(c, px),
            _bars(c, px),
            _text(c, px),
            _buttons(c, px),
            _fields(c, px, image),
            _views(c, px),
            _marks(c, px, image),
            mail_rules(c, px),
            chat_rules(c, px),
        )
    )


def _ground(c: Tokens, px: Px) -> str:
    return f"""
QWidget {{ color: {c.text}; font-size: {px(t.TEXT)}px; }}
QWidget[kind="window"], QWidget[kind="background"] {{ background: {c.background}; }}
QWidget[kind="surface"] {{ background: {c.surface}; }}
QWidget[kind="rail"] {{ background: {c.rail}; }}
QFrame[kind="sidebar"] {{ background: {c.background}; border: 0; border-right: 1px solid {c.line}; }}
QFrame[kind="column"] {{ background: {c.surface}; border: 0; border-right: 1px solid {c.line}; }}
QFrame[kind="panel"] {{ background: {c.background}; border: 0; border-left: 1px solid {c.line}; }}
QFrame[kind="top"] {{ background: {c.surface}; border: 0; border-bottom: 1px solid {c.line}; }}
QFrame[kind="status"] {{ background: {c.background}; border: 0; border-top: 1px solid {c.line}; }}
QFrame[kind="card"] {{
    background: {c.surface}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS_CARD)}px; }}
QFrame[kind="strip"] {{ background: {c.background}; border: 0; border-top: 1px solid {c.line}; }}
QFrame[kind="foot"] {{ background: transparent; border: 0; border-top: 1px solid transparent; }}
QFrame[kind="foot"][over="true"] {{ border-top: 1px solid {c.line}; }}
QFrame[kind="sheet"] {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS_SHEET)}px; }}
QFrame[kind="popover"] {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS_CARD)}px; }}
QFrame[kind="toast"] {{ background: {c.text}; border: 0; border-radius: {px(t.RADIUS_FIELD)}px; }}
QFrame[kind="toast"] QLabel {{ color: {c.surface}; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {c.accent}; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.line}; padding: {px(4)}px; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.line}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(16)}px; border-radius: {px(t.RADIUS_CHIP)}px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.accent}; }}
QMenu::item:disabled {{ color: {c.faint}; background: transparent; }}
QMenu::separator {{ background: {c.line}; height: 1px; margin: {px(4)}px; }}"""


def _bars(c: Tokens, px: Px) -> str:
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; }}
QScrollBar::handle {{
    background: {c.faint}; border-radius: {px(2)}px; margin: {px(3)}px; min-height: {px(28)}px;
    min-width: {px(28)}px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}"""


def _text(c: Tokens, px: Px) -> str:
    tones = "\n".join(
        f'QLabel[tone="{name}"], QLabel[kind="secondary"][tone="{name}"] {{ color: {color}; }}'
        for name, color in (
            ("muted", c.muted),
            ("accent", c.accent),
            ("ok", c.ok),
            ("warn", c.warn),
            ("bad", c.bad),
        )
    )
    return f"""
QLabel {{ background: transparent; border: 0; }}
{tones}
QLabel[kind="display"] {{ font-size: {px(t.DISPLAY)}px; font-weight: 600; }}
QLabel[kind="title"] {{ font-size: {px(t.TITLE)}px; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {px(t.HEADING)}px; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="secondary"] {{ font-size: {px(t.SECONDARY)}px; color: {c.muted}; }}
QLabel[kind="caption"] {{ font-size: {px(t.CAPTION)}px; font-weight: 600; color: {c.muted}; }}
QLabel[kind="key"] {{
    font-size: {px(t.CAPTION)}px; color: {c.muted}; background: {c.surface};
    border: 1px solid {c.line}; border-radius: {px(t.RADIUS_CHIP)}px; padding: 0 {px(5)}px; }}"""


def _buttons(c: Tokens, px: Px) -> str:
    return f"""
QPushButton {{
    background: {c.raised}; color: {c.text}; border: 1px solid {c.line};
    border-radius: {px(t.RADIUS_FIELD)}px; padding: 0 {px(12)}px; font-weight: 500;
    min-height: {px(t.BUTTON) - 2}px; max-height: {px(t.BUTTON) - 2}px; }}
QPushButton[size="small"] {{
    min-height: {px(t.SMALL_BUTTON) - 2}px; max-height: {px(t.SMALL_BUTTON) - 2}px;
    padding: 0 {px(10)}px; }}
QPushButton:hover {{ background: {c.background}; border-color: {c.faint}; }}
QPushButton:pressed {{ background: {c.line}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 {px(12) - 1}px;
    min-height: {px(t.BUTTON) - 4}px; max-height: {px(t.BUTTON) - 4}px; }}
QPushButton[size="small"]:focus {{
    min-height: {px(t.SMALL_BUTTON) - 4}px; max-height: {px(t.SMALL_BUTTON) - 4}px;
    padding: 0 {px(10) - 1}px; }}
QPushButton:disabled {{ color: {c.muted}; background: {c.background}; border-color: {c.line}; }}
QPushButton[kind="primary"] {{
    background: {c.accent}; border-color: {c.accent}; color: {c.on_accent}; font-weight: 600; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[kind="primary"]:disabled {{
    background: {c.line}; border-color: {c.line}; color: {c.muted}; }}
QPushButton[kind="ghost"] {{ background: transparent; border-color: transparent; color: {c.muted}; }}
QPushButton[kind="ghost"]:hover {{ background: {c.background}; color: {c.text}; }}
QPushButton[kind="ghost"]:focus {{ border: 2px solid {c.accent}; }}
QPushButton[kind="danger"] {{ color: {c.bad}; }}
QPushButton[kind="link"], QPushButton[kind="warnlink"], QPushButton[kind="quiet"] {{
    background: transparent; border: 0; border-radius: {px(t.RADIUS_CHIP)}px; padding: 0 {px(3)}px;
    font-size: {px(t.SECONDARY)}px; min-height: {px(18)}px; max-height: {px(18)}px; }}
QPushButton[kind="link"] {{ color: {c.accent}; font-weight: 600; }}
QPushButton[kind="warnlink"] {{ color: {c.warn}; font-weight: 600; }}
QPushButton[kind="quiet"] {{ color: {c.muted}; font-weight: 400; }}
QPushButton[kind="link"]:hover, QPushButton[kind="warnlink"]:hover {{ text-decoration: underline; }}
QPushButton[kind="quiet"]:hover {{ color: {c.text}; }}
QPushButton[kind="link"]:focus, QPushButton[kind="warnlink"]:focus, QPushButton[kind="quiet"]:focus {{
    border: 1px solid {c.accent}; padding: 0 {px(3) - 1}px;
    min-height: {px(18) - 2}px; max-height: {px(18) - 2}px; }}
QPushButton[kind="toast"] {{
    background: transparent; border: 0; color: {c.surface}; font-weight: 600;
    text-decoration: underline; min-height: {px(20)}px; max-height: {px(20)}px; }}
QPushButton[kind="toast"]:focus {{ border: 2px solid {c.surface}; }}
QPushButton[kind="tab"] {{
    background: transparent; border: 0; border-radius: {px(t.TAB) // 2}px; color: {c.muted};
    font-size: {px(t.SECONDARY)}px; font-weight: 400; padding: 0 {px(10)}px;
    min-height: {px(t.TAB)}px; max-height: {px(t.TAB)}px; }}
QPushButton[kind="tab"]:hover {{ background: {c.background}; color: {c.text}; }}
QPushButton[kind="tab"]:checked {{ background: {c.text}; color: {c.surface}; font-weight: 600; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {c.accent}; padding: 0 {px(10) - 2}px;
    min-height: {px(t.TAB) - 4}px; max-height: {px(t.TAB) - 4}px; }}
QToolButton {{ background: transparent; border: 0; border-radius: {px(t.RADIUS_FIELD)}px; }}
QToolButton:hover {{ background: {c.line}; }}
QToolButton:focus {{ border: 2px solid {c.accent}; }}
QToolButton[kind="rail"]:hover {{ background: {c.rail_hover}; }}
QToolButton[kind="rail"]:focus {{ border: 2px solid {c.rail_ring}; }}
QCheckBox, QRadioButton {{ background: transparent; spacing: {px(8)}px; }}
QCheckBox:focus, QRadioButton:focus {{ color: {c.accent}; }}"""


def _fields(c: Tokens, px: Px, image: Image) -> str:
    boxes = "QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit, QPlainTextEdit"
    return f"""
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{
    border: 0; padding: 0; background: transparent; min-height: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
{boxes} {{
    background: {c.background}; color: {c.text}; border: 1px solid {c.line};
    border-radius: {px(t.RADIUS_FIELD)}px; padding: 0 {px(10)}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {{
    min-height: {px(t.FIELD) - 2}px; max-height: {px(t.FIELD) - 2}px; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QPlainTextEdit:focus {{
    border: 2px solid {c.accent}; padding: 0 {px(10) - 1}px; background: {c.surface}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {{
    min-height: {px(t.FIELD) - 4}px; max-height: {px(t.FIELD) - 4}px; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"] {{ border-color: {c.bad}; }}
QLineEdit[locked="true"], QComboBox[locked="true"] {{ color: {c.muted}; background: {c.surface}; }}
QLineEdit {{ lineedit-clear-button-icon: url("{image("close", c.muted)}"); }}
QLineEdit[kind="search"] {{ padding-left: {px(2)}px; }}
QLineEdit[kind="palette"], QLineEdit[kind="palette"]:focus {{
    border: 0; background: transparent; font-size: {px(t.HEADING)}px; padding: 0 {px(18)}px;
    min-height: {px(t.TOP)}px; max-height: {px(t.TOP)}px; }}
QLineEdit[kind="name"], QLineEdit[kind="name"]:focus {{
    background: {c.surface}; border: 1px solid {c.accent}; border-radius: {px(5)}px; padding: 0 {px(5)}px;
    min-height: 0; }}
QListView[kind="palette"], QListView[kind="shortcuts"] {{ background: transparent; border: 0; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: {px(24)}px; }}
QComboBox QAbstractItemView {{
    background: {c.raised}; border: 1px solid {c.line}; selection-background-color: {c.accent_soft};
    selection-color: {c.accent}; outline: 0; }}
QProgressBar {{
    background: {c.line}; border: 0; border-radius: {px(3)}px; max-height: {px(6)}px;
    min-height: {px(6)}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(3)}px; }}"""


def _marks(c: Tokens, px: Px, image: Image) -> str:
    boxes = "QCheckBox::indicator, QListView::indicator"
    return f"""
{boxes}, QRadioButton::indicator {{
    width: {px(14)}px; height: {px(14)}px; border: 1px solid {c.faint}; background: {c.surface};
    border-radius: {px(4)}px; }}
QRadioButton::indicator {{ border-radius: {px(8)}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover,
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {c.accent};
    width: {px(14) - 2}px; height: {px(14) - 2}px; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{image("check", c.on_accent)}"); }}
QRadioButton::indicator:checked {{
    border: {px(5)}px solid {c.accent}; width: {px(6)}px; height: {px(6)}px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.line}; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{image("chevron-down", c.muted)}");
    width: {px(12)}px; height: {px(12)}px; }}"""


def _views(c: Tokens, px: Px) -> str:
    return f"""
QListView, QTableView, QTreeView {{
    background: {c.surface}; border: 0; outline: 0;
    selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
QTableView, QListWidget, QScrollArea[kind="ringed"] {{ border: 1px solid transparent; }}
QTableView:focus, QListWidget:focus, QScrollArea[kind="ringed"]:focus {{ border: 1px solid {c.accent}; }}
QListWidget::item {{ padding: 0 {px(6)}px; }}
QListView[kind="nav"] {{ background: {c.background}; }}
QTableView {{ gridline-color: {c.line}; }}
QHeaderView::section {{
    background: {c.background}; color: {c.muted}; border: 0; border-bottom: 1px solid {c.line};
    font-size: {px(t.CAPTION)}px; font-weight: 600; padding: 0 {px(8)}px; height: {px(38)}px; }}
QTextBrowser {{ background: {c.surface}; border: 0; selection-background-color: {c.accent};
    selection-color: {c.on_accent}; }}"""
