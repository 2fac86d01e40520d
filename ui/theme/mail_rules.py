"""The part of the stylesheet for what is read, written and filed: texts, chips of files, rows to choose from."""

from collections.abc import Callable

from ui.theme import tokens as t
from ui.theme.tokens import LIGHT, Tokens


def mail_rules(c: Tokens, px: Callable[[float], int]) -> str:
    """Rules for the reader, the composer, the filing sheet and the customer panel."""
    return f"""
QTextBrowser[kind="body"] {{ background: transparent; color: {c.text}; border: 0; }}
QTextBrowser[kind="paper"] {{
    background: {c.paper}; color: {LIGHT.text}; border: 0; border-radius: {px(t.RADIUS_FIELD)}px; }}
QTextEdit[kind="letter"] {{
    background: transparent; color: {c.text}; border: 0;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QFrame[kind="note"] {{
    background: {c.warn_soft}; border: 0; border-radius: {px(t.RADIUS_FIELD)}px; }}
QFrame[kind="alarm"] {{
    background: {c.bad_soft}; border: 0; border-radius: {px(t.RADIUS_FIELD)}px; }}
QFrame[kind="good"] {{
    background: {c.ok_soft}; border: 0; border-radius: {px(t.RADIUS_FIELD)}px; }}
QFrame[kind="choice"], QFrame[kind="chosen"] {{
    background: transparent; border: 1px solid {c.line}; border-radius: {px(t.RADIUS_CARD)}px; }}
QFrame[kind="chosen"] {{ background: {c.accent_soft}; border-color: {c.accent}; }}
QFrame[kind="card"]:focus, QFrame[kind="choice"]:focus {{ border-color: {c.accent}; }}
QWidget[kind="entry"]:focus {{ background: {c.accent_soft}; border-radius: {px(t.RADIUS_CHIP)}px; }}
QFrame[kind="inset"] {{
    background: {c.background}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS_FIELD)}px; }}
QPushButton[kind="attachment"] {{
    background: transparent; color: {c.muted}; font-weight: 400; padding: 0 {px(10)}px; }}
QPushButton[kind="attachment"]:hover {{ color: {c.text}; border-color: {c.faint}; }}
QPushButton[kind="attachment"][size="tile"], QPushButton[kind="attachment"][size="tile"]:focus {{
    min-height: {px(t.FILE_TILE) - 2}px; max-height: {px(t.FILE_TILE) - 2}px; padding: 0 {px(10)}px 0 {px(6)}px; }}
QLabel[kind="page"] {{ background: {c.paper}; color: {LIGHT.text}; border: 1px solid {c.line}; }}
QPushButton[kind="add"] {{
    background: transparent; border: 0; color: {c.accent}; font-weight: 400; padding: 0;
    min-height: {px(17)}px; max-height: {px(17)}px; }}
QPushButton[kind="add"]:focus {{ text-decoration: underline; border: 0; padding: 0; }}
QPushButton[kind="fold"], QPushButton[kind="fold"]:focus {{
    background: {c.background}; color: {c.muted}; border: 1px solid {c.line}; padding: 0 {px(6)}px;
    border-radius: {px(t.RADIUS_CHIP)}px; min-height: {px(14)}px; max-height: {px(14)}px; }}
QPushButton[kind="fold"]:focus {{ border-color: {c.accent}; }}
QPushButton[kind="row"] {{
    background: transparent; border: 0; text-align: left; font-weight: 400; padding: 0;
    border-radius: {px(t.RADIUS_CHIP)}px; min-height: {px(26)}px; max-height: {px(26)}px; }}
QPushButton[kind="row"]:hover {{ color: {c.accent}; }}
QPushButton[kind="row"]:focus {{ background: {c.accent_soft}; border: 0; padding: 0; }}
QLineEdit[kind="line"] {{
    background: transparent; border: 0; border-bottom: 1px solid {c.line}; border-radius: 0; padding: 0; }}
QLineEdit[kind="line"]:focus {{ border: 0; border-bottom: 2px solid {c.accent}; padding: 0; }}
QLineEdit[kind="line"][wrong="true"] {{ border-bottom: 2px solid {c.bad}; }}
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {{
    background: transparent; border: 0; padding: 0; min-height: {px(18)}px; max-height: {px(48)}px; }}
QListView[kind="chips"] {{
    background: transparent; border: 0; border-bottom: 1px solid {c.line}; padding: 2px 0 1px 0; }}
QListView[kind="chips"]:focus {{ border-bottom: 2px solid {c.accent}; padding: 2px 0 0 0; }}
QListView[kind="chips"][wrong="true"] {{ border-bottom: 2px solid {c.bad}; padding: 2px 0 0 0; }}
QListView[kind="chips-box"] {{
    background: {c.background}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS_FIELD)}px;
    padding: 1px {px(10) - 1}px; }}
QListView[kind="chips-box"]:focus {{
    border: 2px solid {c.accent}; padding: 0 {px(10) - 2}px; background: {c.surface}; }}
QListView[kind="chips-box"][wrong="true"] {{ border: 2px solid {c.bad}; padding: 0 {px(10) - 2}px; }}
QToolButton:checked {{ background: {c.accent_soft}; }}
QCheckBox::indicator {{ width: {px(15)}px; height: {px(15)}px; }}
QCheckBox:disabled {{ color: {c.muted}; }}"""
