"""Korean and English: every sentence is translated, and the translations that ship are those of the sources."""

import ast
import re
import subprocess
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from ui.accounts import left_out
from ui.shell.language import use_language
from ui.theme.resources import RESOURCES
from ui.widgets.messages import SENTENCES, message
from ui.widgets.times import age, day_heading, short_time
from workspace.connector import errors
from workspace.profiles import words
from workspace.profiles.profile import Place, Problem
from workspace.profiles.words import wrong

ROOT = Path(__file__).resolve().parents[2]
SOURCES = RESOURCES / "translations"
HOLE = re.compile(r"\{\w+\}|%n")
PARTICLE = re.compile(
    r"[이가을를은는와과]\([이가을를은는와과]\)|\((?:으|이)\)|"
    r"(?:\}|%n)[”’'\")]*(?:이?라고|이?라는|으로|이?나 |이?며|이고|(?:로|[이가을를은는와과])(?![가-힣]))"
)
"""Of these Korean has one form after a consonant and one after a vowel; what is filled in decides."""


def messages(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).getroot().iter("message"))


def forms(entry: ET.Element) -> list[str]:
    translation = entry.find("translation")
    assert translation is not None
    plural = [form.text or "" for form in translation.iter("numerusform")]
    return plural or [translation.text or ""]


def source(entry: ET.Element) -> str:
    return entry.findtext("source") or ""


def literals(file: Path) -> Iterator[str]:
    """What a file gives to be translated, word for word."""
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            place = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}.get(name, len(call.args))
            for given in call.args[place : place + 1]:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


@pytest.fixture
def current(tmp_path: Path) -> Path:
    """The Korean file as it would be made from the sources now."""
    path = tmp_path / "workspace_ko.ts"
    path.write_bytes((SOURCES / "workspace_ko.ts").read_bytes())
    files = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "ui").rglob("*.py"))
    lupdate = Path(sysconfig.get_path("scripts")) / "pyside6-lupdate"
    subprocess.run([lupdate, "-silent", "-no-obsolete", *files, "-ts", path], cwd=ROOT, check=True, timeout=50)
    return path


def test_every_sentence_is_translated_into_korean(current: Path) -> None:
    missing = [source(entry) for entry in messages(current) if not all(forms(entry))]
    assert missing == []


def test_no_sentence_is_hidden_from_the_translation(current: Path) -> None:
    """The tool that gathers them does not look into f-strings."""
    known = {source(entry) for entry in messages(current)}
    said = [(file, each) for file in (ROOT / "ui").rglob("*.py") for each in literals(file)]
    assert len(said) > 1_000
    assert [f"{file.name}: {each}" for file, each in said if each not in known] == []


def test_every_counted_sentence_has_its_english_forms(current: Path) -> None:
    counted = {source(entry) for entry in messages(current) if entry.get("numerus")}
    english = {source(entry): forms(entry) for entry in messages(SOURCES / "workspace_en.ts")}
    assert english.keys() == counted
    assert all(len(each) == 2 and all(each) for each in english.values())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_translations_keep_what_is_filled_in(language: str) -> None:
    wrong = [
        source(entry)
        for entry in messages(SOURCES / f"workspace_{language}.ts")
        for form in forms(entry)
        if set(HOLE.findall(form)) != set(HOLE.findall(source(entry)))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "is_wrong"),
    [
        ("{name}이(가) 없습니다", True),
        ("“{name}”(으)로 이동", True),
        ("{name}를 삭제했습니다", True),
        ("‘{host}’은 다른 곳입니다", True),
        ("%n와 같음", True),
        ("{name} 파일을 삭제했습니다", False),
        ("{name}의 폴더, {host}에서, {n}개를, {n}로그", False),
        ("{name}까지 {host}에 {of}자는", False),
    ],
)
def test_a_particle_that_depends_on_what_is_filled_in_is_known(words: str, is_wrong: bool) -> None:
    assert bool(PARTICLE.search(words)) == is_wrong


def test_no_korean_sentence_has_a_particle_that_depends_on_what_is_filled_in(current: Path) -> None:
    assert [form for entry in messages(current) for form in forms(entry) if PARTICLE.search(form)] == []


def test_the_shipped_korean_is_that_of_the_source(app: QApplication) -> None:
    use_language(app, "ko")
    old = [
        source(entry)
        for context in ET.parse(SOURCES / "workspace_ko.ts").getroot().iter("context")
        for entry in context.iter("message")
        if not entry.get("numerus") and app.translate(context.findtext("name") or "", source(entry)) != forms(entry)[0]
    ]
    assert old == [], "run make translations"


def test_every_error_of_a_connector_has_its_sentence(app: QApplication) -> None:
    assert {key: SENTENCES.get(key) for key in errors.SENTENCES} == dict(errors.SENTENCES)
    use_language(app, "ko")
    korean = message("signin_refused", {"host": "imap.example"})
    assert korean == "imap.example 서버가 사용자 이름이나 비밀번호를 거부했습니다."


def test_everything_that_can_be_wrong_in_a_profile_has_its_sentence(app: QApplication) -> None:
    assert dict(words.SENTENCES) == left_out.SENTENCES
    use_language(app, "ko")
    problem = Problem(Place(Path("a.toml"), 3), "profiles.desk.locked", replace(wrong("text"), entry=2), "profile")
    assert left_out.line(problem) == "a.toml:3: profiles.desk.locked: 따옴표로 묶은 글이어야 합니다 (2번째 항목)"
    insecure = Problem(
        Place(Path("a.toml"), 4), "profiles.desk.hosts", wrong("not_secure", host="x.example"), "profile"
    )
    assert "x.example" in left_out.line(insecure)
    assert insecure.expected not in left_out.line(insecure)


def test_counts_follow_the_grammar(app: QApplication) -> None:
    assert app.translate("StatusLine", "%n account(s) in step", None, 1) == "1 account in step"
    assert app.translate("StatusLine", "%n account(s) in step", None, 41) == "41 accounts in step"


NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "english", "korean"),
    [(1, "Thu", "목"), (6, "Sat", "토"), (7, "13 Nov", "11월 13일"), (400, "16 Oct 2025", "2025. 10. 16.")],
)
def test_dates_are_said_as_the_language_says_them(app: QApplication, days: int, english: str, korean: str) -> None:
    at = NOW - timedelta(days=days)
    assert short_time(at, NOW, QLocale("en_GB")) == english
    assert short_time(at, NOW, QLocale("ko_KR")) == korean


def test_today_is_said_by_the_clock_and_tomorrow_is_no_weekday_of_the_past(app: QApplication) -> None:
    at = NOW.astimezone().replace(hour=9, minute=42)
    assert short_time(at, NOW) == "09:42"
    assert short_time(at + timedelta(days=2), NOW, QLocale("en_GB")) == "22 Nov"


def test_an_agenda_names_its_days(app: QApplication) -> None:
    day = date(2026, 11, 20)
    assert day_heading(day, day, QLocale("en_GB")) == "Today · Friday, 20 November"
    assert day_heading(day, date(2026, 11, 19), QLocale("ko_KR")) == "11월 20일 금요일"


def test_ages_use_the_largest_unit(app: QApplication) -> None:
    assert [age(seconds) for seconds in (12, 125, 7300, 200_000)] == ["12 s", "2 min", "2 h", "2 d"]
