"""Reasons in the window's language: those that connectors and the engine raise, the system's, and those of TLS."""

import ast
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.shell.language import use_language
from ui.widgets.messages import message, why
from ui.widgets.reasons import reason_words

ROOT = Path(__file__).resolve().parents[2]
FILLED_IN = "x7"
SAID = {"reason", "what"}


def sources() -> list[Path]:
    """Whoever raises what people read."""
    found = [*(ROOT / "connectors").rglob("*.py"), *(ROOT / "workspace" / "engine").rglob("*.py")]
    kit = (ROOT / "workspace" / "connector").glob("*.py")
    return sorted([*found, *(path for path in kit if not path.name.startswith("contract"))])


class Raised:
    """The words that a module gives as a reason, however they come there."""

    def __init__(self, path: Path) -> None:
        self._tree = ast.parse(path.read_text("utf-8"))
        self._named = dict(self._assigned(self._tree.body))

    def words(self) -> Iterator[str]:
        for function in ast.walk(self._tree):
            if isinstance(function, ast.FunctionDef):
                here = {**self._named, **dict(self._assigned(ast.walk(function)))}
                for call in ast.walk(function):
                    if isinstance(call, ast.Call):
                        yield from self._in_call(call, here)

    def _assigned(self, nodes: object) -> Iterator[tuple[str, ast.expr]]:
        for node in nodes:  # type: ignore[attr-defined]
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                yield node.targets[0].id, node.value

    def _in_call(self, call: ast.Call, here: dict[str, ast.expr]) -> Iterator[str]:
        key = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
        for word in call.keywords:
            if word.arg in SAID or (word.arg == "name" and str(key).startswith("too_large")):
                yield from self._said(word.value, here)

    def _said(self, value: ast.expr, here: dict[str, ast.expr]) -> Iterator[str]:
        match value:
            case ast.Constant(value=str(words)):
                yield words
            case ast.JoinedStr(values=parts):
                yield "".join(str(each.value) if isinstance(each, ast.Constant) else FILLED_IN for each in parts)
            case ast.BoolOp(values=either) | ast.Dict(values=either):
                for each in either:
                    yield from self._said(each, here)
            case ast.IfExp(body=one, orelse=other):
                yield from self._said(one, here)
                yield from self._said(other, here)
            case ast.Name(id=name) if name in here:
                yield from self._said(here[name], {key: each for key, each in here.items() if key != name})
            case ast.Subscript(value=ast.Name() as table):
                yield from self._said(table, here)
            case ast.Call(func=ast.Attribute(value=ast.Name() as table, attr="get"), args=[_, *rest]):
                for each in (table, *rest):
                    yield from self._said(each, here)
            case _:
                """The words of a service, or of the system."""


def is_sentence(words: str) -> bool:
    """Not a status, the names of fields alone, or what only an administrator can read."""
    rest = words.replace(FILLED_IN, "")
    return any(letter.isalpha() for letter in rest) and rest not in ("User.Read", "files:read", "id_token", "AADSTS")


def test_every_reason_that_is_raised_is_said_in_korean(app: QApplication) -> None:
    use_language(app, "ko")
    raised = {(words, path.relative_to(ROOT)) for path in sources() for words in Raised(path).words()}
    assert len(raised) > 150
    english = {(str(path), words) for words, path in raised if is_sentence(words) and reason_words(words) == words}
    assert sorted(english) == [], "add them to ui/widgets/reasons.py"


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("the role has no delete access to Case", "역할에 Case 접근 권한이 없습니다 (delete)"),
        ("it keeps no notes; nothing was filed.", "notes 유형을 두지 않는 곳이라 아무것도 기록하지 않았습니다."),
        ("no permission; nothing was filed.", "권한이 없습니다. 아무것도 기록하지 않았습니다."),
        ("“soon” is no date", "날짜 값이 아닙니다: “soon”"),
        ("[Errno 28] No space left on device: '/home/a b'", "디스크에 남은 공간이 없습니다: '/home/a b'"),
        ("Hostname mismatch, certificate is not valid for 'a.example'.", "a.example 서버의 인증서가 아닙니다"),
        ("Quota of mailbox kim exceeded", "Quota of mailbox kim exceeded"),
        ("There is no such mailbox", "There is no such mailbox"),
        ("담당자가 없습니다", "담당자가 없습니다"),
    ],
)
def test_what_is_filled_in_goes_along_and_the_words_of_a_service_stay(
    app: QApplication, english: str, korean: str
) -> None:
    use_language(app, "ko")
    assert reason_words(english) == korean
    use_language(app, "en")
    assert reason_words(english) in (english, english.removeprefix("[Errno 28] "))


@pytest.mark.parametrize(
    "number",
    [
        errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENAMETOOLONG, errno.EMFILE,
        errno.ECONNREFUSED, errno.ECONNRESET, errno.ETIMEDOUT, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN,
        errno.EPIPE, errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.EADDRINUSE, errno.ENOMEM,
    ],
)  # fmt: skip
def test_what_the_system_says_is_said_in_korean(app: QApplication, number: int) -> None:
    use_language(app, "ko")
    assert why(OSError(number, os.strerror(number), "/a")) != os.strerror(number)


def test_a_failure_is_said_whole_in_korean(app: QApplication) -> None:
    use_language(app, "ko")
    reason = "Hostname mismatch, certificate is not valid for 'mail.example'."
    assert message("certificate", {"host": "mail.example", "reason": reason}) == (
        "mail.example의 인증서를 믿을 수 없습니다: mail.example 서버의 인증서가 아닙니다"
    )
    assert message("not_found", {"what": "The event"}) == "더 이상 없습니다: 일정"
    assert "mail" in message("folder_exists", {"host": "Gmail", "name": "mail"})
