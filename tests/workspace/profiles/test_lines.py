"""Which line says what, and what is left of a file that is not TOML all through."""

import pytest

from workspace.profiles.lines import line_of, lines_of, salvage

SOUND = '''\
# a comment
[profiles.a]      # with words
connector = "imap"
hosts = { host = "h", port = 1 }
scopes = [
    "one",  # [profiles.no]
    "two",
]
text = """
[profiles.inside]
x = 1
"""

[profiles.a.defaults]
"quoted key" = 1
deep.er = 2

[profiles."b c"]
connector = "imap"
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("profiles", 2),
        ("profiles a connector", 3),
        ("profiles a hosts port", 4),
        ("profiles a scopes", 5),
        ("profiles a text", 9),
        ("profiles a defaults", 14),
        ("profiles a defaults deep er", 16),
        ("profiles a missing", 2),
        ("elsewhere", 1),
    ],
)
def test_a_key_is_found_in_its_line(key: str, line: int) -> None:
    assert line_of(tuple(key.split()), lines_of(SOUND)) == line


def test_quoted_names_are_found_and_what_is_quoted_is_no_table() -> None:
    lines = lines_of(SOUND)
    assert lines[("profiles", "a", "defaults", "quoted key")] == 15
    assert lines[("profiles", "b c", "connector")] == 19
    assert not any("inside" in path or "no" in path for path in lines)


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('connector = "imap', 5),
        ("connector = ", 5),
        ('text = """\nnever closed', None),
        ("connector = 1\nconnector = 2", 6),
        ("[profiles.good]", 5),
        ("list = [1,", None),
        ("= = =", 5),
    ],
)
def test_a_broken_profile_costs_itself_alone(broken: str, line: int | None) -> None:
    text = f"[profiles.good]\nx = 1\n\n[profiles.bad]\n{broken}\n[profiles.last]\ny = 2\n"
    data, rest, faults = salvage(text)
    assert data["profiles"].get("last") == {"y": 2}
    assert "bad" not in data["profiles"] or "good" not in data["profiles"]
    assert len(faults) == 1
    assert line is None or faults[0].line == line
    assert lines_of(rest)[("profiles", "last", "y")] == text[: text.index("y = 2")].count("\n") + 1


def test_nothing_is_left_of_what_is_no_toml_outside_of_profiles() -> None:
    data, _, faults = salvage("what\n[profiles.a]\nx = 1\n")
    assert data == {"profiles": {"a": {"x": 1}}}
    assert [(fault.line, fault.table) for fault in faults] == [(1, "")]
    assert salvage("\x00\x00")[0] == {}
