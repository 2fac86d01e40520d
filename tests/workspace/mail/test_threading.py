"""Base subjects and parent candidates."""

import pytest

from workspace.mail import threading


@pytest.mark.parametrize(
    "subject",
    [
        "Desks",
        "Re: desks",
        "RE: Fwd: AW:  desks",
        "Re[2]: desks",
        "회신: 답장: 전달: desks",
        "회신：desks",
        "[list] Re: [list] desks",
        "Re: desks (fwd)",
        "[Fwd: desks]",
    ],
)
def test_marks_and_list_tags_are_taken_off(subject: str) -> None:
    assert threading.base_subject(subject) == "desks"


@pytest.mark.parametrize("subject", ["[urgent]", "reply to me", "전달사항 안내", "re", ""])
def test_words_that_only_look_like_marks_stay(subject: str) -> None:
    assert threading.base_subject(subject) == subject
    assert not threading.is_reply(subject)


def test_decomposed_korean_is_the_same_subject() -> None:
    assert threading.base_subject("Re: \u1100\u1167\u11ab\u110c\u1165\u11a8") == "견적"


def test_a_hostile_subject_is_bounded() -> None:
    assert len(threading.base_subject("re:" * 100_000)) < 1_000


def test_parents_are_nearest_first_and_never_oneself() -> None:
    found = threading.parents(["<a@x>", "<b@x>", "<c@x>"], ["<c@x>", "<d@x>"], "<d@x>")
    assert found == ("<c@x>", "<b@x>", "<a@x>")
    assert threading.parents([], ["<d@x>"]) == ("<d@x>",)


def test_ids_keep_brackets_and_case_and_lose_the_rest() -> None:
    assert threading.message_id("  <A.b@X> (comment)") == "<A.b@X>"
    assert threading.message_id("bare@x") == "bare@x"
    assert threading.message_id("   ") is None
    assert threading.message_ids("<a@x>\t<b@x><a@x> junk") == ("<a@x>", "<b@x>")
    assert len(threading.message_ids(" ".join(f"<{n}@x>" for n in range(5_000)))) == 100
