"""Files become profiles: what is wrong is named with its line and left out, and the machine's locks hold."""

from pathlib import Path

import pytest

from workspace.connector.manifest import FIELD_TYPES, Field, Manifest, manifests
from workspace.profiles.current import Found, load
from workspace.profiles.profile import FilingPolicy

MAIL = """
[profiles.mail]
connector = "imap"
label = { en = "Mail", ko = "메일" }
hosts = { host = "mail.corp.example", smtp_host = "smtp.corp.example" }
defaults = { port = 993, smtp_security = "starttls" }
locked = ["host", "smtp_host"]
workplaces = ["Sales"]
poll_seconds = 600
"""


def loaded(folder: Path, *machine: str, user: str = "") -> Found:
    """The profiles of these texts, each in a file of its own."""
    for n, text in enumerate(machine):
        (folder / f"{n}.toml").write_text(text, "utf-8")
    own = folder / "user"
    own.mkdir(exist_ok=True)
    (own / "0.toml").write_text(user, "utf-8")
    return load([folder], [own])


def test_a_whole_profile_is_read(tmp_path: Path) -> None:
    found = loaded(tmp_path, MAIL)
    assert found.problems == ()
    mail = found.profiles["mail"]
    assert mail.values == {
        "host": "mail.corp.example",
        "smtp_host": "smtp.corp.example",
        "port": "993",
        "smtp_security": "starttls",
    }
    assert (mail.connector_id, mail.label["ko"], mail.workplaces, mail.poll_seconds) == (
        "imap",
        "메일",
        ("Sales",),
        600,
    )
    assert mail.locked == {"host", "smtp_host"}
    assert mail.settings["port"].place.line == 6


BAD = {
    "poll_seconds = 5": ("poll_seconds", "60 to 86400", "key"),
    "workplaces = 'Sales'": ("workplaces", "a list", "key"),
    "workplaces = ['a', 3]": ("workplaces", "text in quotes (entry 2)", "key"),
    "label = 'Mail'": ("label", "a table", "key"),
    "label = { ko = '메일' }": ("label.en", "is missing", "key"),
    "label = { en = 'x', fr = 'y' }": ("label.fr", "expected one of en, ko", "key"),
    "lokced = ['host']": ("lokced", "no such key; expected one of client_id", "key"),
    "defaults = { port = 'x' }": ("defaults.port", "a whole number", "key"),
    "defaults = { port = 1.5 }": ("defaults.port", "text in quotes, a whole number, true or false", "key"),
    "defaults = { prot = 1 }": ("defaults.prot", "no such setting; expected one of host, port", "key"),
    "defaults = { security = 'tsl' }": ("defaults.security", "one of tls, starttls, none", "key"),
    "defaults = { password = 'x' }": ("defaults.password", "secret", "key"),
    "defaults = { host = 'twice' }": ("defaults.host", "given twice", "profile"),
    "locked = 'host'": ("locked", "a list", "profile"),
    "locked = ['hots']": ("locked", "'hots'", "profile"),
    "locked = ['username']": ("locked", "nothing gives it a value", "profile"),
    "locked = ['port']\ndefaults = { port = 'x' }": ("defaults.port", "a whole number", "profile"),
    "tenant = 'x'": ("tenant", "no such setting", "profile"),
    "scopes = 'x'": ("scopes", "a list", "profile"),
    "client_secret = 'x'": ("client_secret", "takes no client secret", "profile"),
}


@pytest.mark.parametrize("line", BAD)
def test_what_is_wrong_is_named_and_left_out(tmp_path: Path, line: str) -> None:
    start = "[profiles.mail]\nconnector = 'imap'\nhosts = { host = 'mail.corp.example' }"
    found = loaded(tmp_path, "\n".join([start, line, MAIL.replace("mail]", "other]")]))
    key, expected, left_out = BAD[line]
    (problem,) = found.problems
    assert problem.key == f"profiles.mail.{key}"
    assert expected in problem.expected
    assert problem.left_out == left_out
    assert ("mail" in found.profiles) == (left_out == "key")
    assert "other" in found.profiles
    if key != "client_secret":
        assert problem.place.line == 3 + line.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("[profiles.mail]\nhosts = { host = 'x' }\n", 1, "is missing"),
        ("[profiles.mail]\nconnector = 'imapp'\n", 2, "expected one of builtin_crm"),
        ("[profiles.'a b']\nconnector = 'imap'\n", 1, "expected a name"),
        ("[profiles]\nmail = 3\n", 2, "a table"),
        ("profiles = 3\n", 1, "a table"),
        ("profile = 3\n", 1, "no such key; expected one of filing, profiles"),
        ("[profiles.mail]\nconnector = 'imap'\nconnector = 'imap'\n", 3, "expected TOML"),
    ],
)
def test_a_file_that_is_wrong_by_its_shape_is_said(tmp_path: Path, text: str, line: int, expected: str) -> None:
    found = loaded(tmp_path, text, MAIL.replace("mail]", "other]"))
    (problem,) = found.problems
    assert problem.place.line == line
    assert expected in problem.expected
    assert list(found.profiles) == ["other"]


@pytest.mark.parametrize("raw", [b"\xff\xfe[profiles.a]", b"\n\n\xc3(", b"#" * 1_100_000])
def test_a_file_that_cannot_be_read_is_said_and_the_others_are_used(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "9.toml").write_bytes(raw)
    found = loaded(tmp_path, MAIL)
    assert list(found.profiles) == ["mail"]
    assert [problem.left_out for problem in found.problems] == ["file"]


def test_windows_line_ends_and_a_byte_order_mark_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "0.toml").write_bytes(b"\xef\xbb\xbf" + MAIL.strip().replace("\n", "\r\n").encode())
    found = load([tmp_path])
    assert found.problems == ()
    assert found.profiles["mail"].place.line == 1


def test_later_files_override_key_by_key(tmp_path: Path) -> None:
    second = "[profiles.mail]\nworkplaces = ['Support']\nlocked = []\ndefaults = { port = 143 }\n"
    found = loaded(tmp_path, MAIL, second)
    assert found.problems == ()
    mail = found.profiles["mail"]
    assert (mail.workplaces, mail.locked, mail.values["port"]) == (("Support",), frozenset(), "143")
    assert mail.values["host"] == "mail.corp.example"


def test_a_users_file_adds_and_overrides_but_never_loosens(tmp_path: Path) -> None:
    own = """
[profiles.mail]
hosts = { host = "evil.example", smtp_host = "evil.example" }
defaults = { port = 143, name = "Me" }
locked = ["name"]
[profiles.own]
connector = "builtin_crm"
"""
    found = loaded(tmp_path, MAIL, user=own)
    mail = found.profiles["mail"]
    assert mail.locked == {"host", "smtp_host", "name"}
    assert (mail.values["host"], mail.values["port"], mail.values["name"]) == ("mail.corp.example", "143", "Me")
    assert [p.key for p in found.problems] == ["profiles.mail.hosts.host", "profiles.mail.hosts.smtp_host"]
    assert all(p.expected == f"is locked by {tmp_path / '0.toml'}:7" for p in found.problems)
    assert (mail.is_machine_wide, found.profiles["own"].is_machine_wide) == (True, False)


@pytest.mark.parametrize("own", ["locked = []", "locked = ['port']", "locked = 'x'", "defaults = 3"])
def test_no_user_unlocks(tmp_path: Path, own: str) -> None:
    found = loaded(tmp_path, MAIL, user=f"[profiles.mail]\n{own}\n")
    assert found.profiles["mail"].locked >= {"host", "smtp_host"}


def test_a_user_cannot_send_a_profile_to_another_connector(tmp_path: Path) -> None:
    found = loaded(tmp_path, MAIL, user="[profiles.mail]\nconnector = 'demo'\nworkplaces = ['x']\n")
    assert (found.profiles["mail"].connector_id, found.profiles["mail"].workplaces) == ("imap", ("Sales",))
    assert [p.left_out for p in found.problems] == ["profile"]


def test_a_star_locks_all_that_the_machines_files_give(tmp_path: Path) -> None:
    star = MAIL.replace('locked = ["host", "smtp_host"]', 'locked = ["*", "security"]')
    found = loaded(tmp_path, star, user="[profiles.mail]\ndefaults = { security = 'none', name = 'Me' }\n")
    mail = found.profiles["mail"]
    assert mail.locked == {"host", "smtp_host", "port", "smtp_security", "security"}
    assert mail.over({"security": "none", "port": "1", "username": "me"}) == {
        "host": "mail.corp.example",
        "smtp_host": "smtp.corp.example",
        "port": "993",
        "smtp_security": "starttls",
        "username": "me",
        "name": "Me",
    }


def sample(field: Field) -> str:
    """A value of the field's form."""
    assert field.type in FIELD_TYPES
    by_type = {"number": "7", "check": "true", "choice": field.choices[0][0] if field.choices else ""}
    is_web = field.key.endswith(("_url", "authority"))
    return field.default or by_type.get(field.type, "https://web.example" if is_web else "x")


@pytest.mark.parametrize("manifest", manifests().values(), ids=lambda manifest: manifest.id)
def test_every_connector_works_from_a_profile(tmp_path: Path, manifest: Manifest) -> None:
    values = {field.key: sample(field) for field in manifest.fields if not field.secret}
    defaults = "\n".join(f"{key} = '{value}'" for key, value in values.items())
    text = f"[profiles.p]\nconnector = '{manifest.id}'\nlocked = ['*']\n[profiles.p.defaults]\n{defaults}\n"
    found = loaded(tmp_path, text)
    assert found.problems == ()
    profile = found.profiles["p"]
    manifest.refuse_wrong(profile.over({}), {f.key: "x" for f in manifest.fields if f.secret})
    assert profile.locked == values.keys()


def test_the_rules_of_filing_of_all_files_count_together(tmp_path: Path) -> None:
    machine = '[filing]\nnever_file = ["hr@corp.example"]\nheader_only = ["*"]\n'
    found = loaded(tmp_path, machine, MAIL, user='[filing]\nnever_file = ["@law.example", "hr@corp.example"]\n')
    assert found.problems == ()
    assert found.filing == FilingPolicy(("hr@corp.example", "@law.example"), ("*",), ())
    assert "mail" in found.profiles


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("[filing]\nnever_file = ['a@b.example', 'nonsense']\n", "filing.never_file", "domain (entry 2)"),
        ("[filing]\nnever_file = 'a@b.example'\n", "filing.never_file", "a list"),
        ("[filing]\nnever = []\n", "filing.never", "expected one of header_only, never_file, not_companies"),
        ("filing = 3\n", "filing", "a table"),
        ("[filing]\nnever_file = [\n", "filing", "TOML"),
    ],
)
def test_a_wrong_rule_of_filing_is_said_and_costs_nothing_else(
    text: str, key: str, expected: str, tmp_path: Path
) -> None:
    found = loaded(tmp_path, f"{text}\n{MAIL}", '[filing]\nnever_file = ["c@d.example"]\n')
    assert [problem.key for problem in found.problems] == [key]
    assert expected in found.problems[0].expected
    assert "mail" in found.profiles
    assert found.filing.never_file[-1] == "c@d.example"
    assert ("a@b.example" in found.filing.never_file) is ("entry 2" in expected)
