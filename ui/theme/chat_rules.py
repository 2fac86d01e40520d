"""The part of the stylesheet for chats: messages, reactions, and the lines between days."""

from collections.abc import Callable

from ui.theme import tokens as t
from ui.theme.tokens import Tokens


def chat_rules(c: Tokens, px: Callable[[float], int]) -> str:
    """Rules for the reader of chats."""
    chip = f"""
    border-radius: {px(t.LINE_CHIP) // 2}px; padding: 0 {px(7)}px; font-size: {px(t.SECONDARY)}px;
    min-height: {px(t.LINE_CHIP)}px; max-height: {px(t.LINE_CHIP)}px;"""
    return f"""
QFrame[kind="message"] {{ background: transparent; border: 0; border-left: 3px solid transparent; }}
QFrame[kind="message"]:hover {{ background: {c.background}; }}
QFrame[kind="tools"] {{
    background: {c.raised}; border: 1px solid {c.line}; border-radius: {px(t.RADIUS_FIELD)}px; }}
QFrame[kind="dayline"] {{ background: {c.line}; border: 0; }}
QFrame[kind="newsline"] {{ background: {c.bad}; border: 0; }}
QPushButton[kind="reaction"], QPushButton[kind="reacted"] {{
    background: {c.background}; color: {c.muted}; border: 1px solid {c.line}; font-weight: 400; {chip} }}
QPushButton[kind="reacted"] {{ background: {c.accent_soft}; color: {c.accent}; border-color: {c.accent}; }}
QPushButton[kind="reaction"]:hover {{ border-color: {c.faint}; color: {c.text}; }}
QPushButton[kind="reaction"]:focus, QPushButton[kind="reacted"]:focus {{
    border: 2px solid {c.accent}; padding: 0 {px(7) - 1}px;
    min-height: {px(t.LINE_CHIP) - 2}px; max-height: {px(t.LINE_CHIP) - 2}px; }}
QPushButton[kind="emoji"] {{
    background: transparent; border: 0; border-radius: {px(t.RADIUS_CHIP)}px; padding: 0;
    font-size: {px(t.HEADING)}px; min-width: {px(28)}px; max-width: {px(28)}px; }}
QPushButton[kind="emoji"]:hover {{ background: {c.accent_soft}; }}
QPushButton[kind="emoji"]:focus {{ border: 2px solid {c.accent}; padding: 0; }}"""
