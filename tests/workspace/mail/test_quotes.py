"""Where the new words end and the quoted history begins."""

import time

import pytest

from workspace.mail.quotes import fold_quotes, fold_text

OUTLOOK = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"


@pytest.mark.parametrize(
    "history",
    [
        "On Mon, Jan 1, 2024 at 1:00 PM Jane Doe <jane@acme.example> wrote:\n> old\n> words",
        "On Mon, Jan 1, 2024 at 1:00 PM Jane Doe\n<jane@acme.example> wrote:\n\n> old",
        "2024년 3월 5일 (화) 오후 3:20, 김철수 <a@b.example>님이 작성:\n> 예전 글",
        "2024. 3. 5. 오후 3:20, 김철수 <a@b.example> 작성:\n> 예전 글",
        "-----Original Message-----\nFrom: Jane\nSent: Monday\n\nold",
        "----- 원본 메시지 -----\n보낸 사람: 김\n\nold",
        "보낸 사람: 김철수\n보낸 날짜: 2024년 3월 5일\n받는 사람: 이\n제목: 견적\n\nold",
        "From: Jane\nSent: Monday, 1 January\nTo: Kim\nSubject: desks\n\nold",
        "> only marked\n> lines",
        "> marked\n\n> lines\n",
    ],
)
def test_history_in_text_is_folded(history: str) -> None:
    assert fold_text(f"새 글 new words\n\n{history}") == ("새 글 new words", history)


@pytest.mark.parametrize(
    "text",
    [
        "just words",
        "",
        "On Monday we wrote: nothing special here",
        "On Mon, Jane wrote:\n> all of it is quoted",
        "Hi\n\nOn Mon, 1 Jan 2024 Jane wrote:\n> first?\nyes\n> second?\nno",
        "From: the heart\nthese are my own words",
        "> quoted above\nand answered below",
    ],
)
def test_own_words_in_text_are_never_folded_away(text: str) -> None:
    assert fold_text(text) == (text, None)


@pytest.mark.parametrize(
    "history",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On Mon, Jane wrote:</div><blockquote>old</blockquote></div>',
        '<div class="moz-cite-prefix">On 1/1/24 Jane wrote:<br></div><blockquote type="cite">old</blockquote>',
        '<blockquote type="cite">old</blockquote>',
        f'<div><div style="{OUTLOOK}"><p><b>From:</b> Jane<br><b>Sent:</b> Monday</p></div></div><p>old</p>',
        f'<div><div style="{OUTLOOK}"><p><b>보낸 사람:</b> 김<br><b>보낸 날짜:</b> 화</p></div></div><p>old</p>',
        '<div id="divRplyFwdMsg"><b>From:</b> Jane</div><div>old</div>',
        "<p>-----Original Message-----</p><p>From: Jane</p><p>old</p>",
        '<p>2024년 3월 5일 (화), 김 &lt;<a href="mailto:a@b.example">a@b.example</a>&gt;님이 작성:</p>'
        "<blockquote>old</blockquote>",
    ],
)
def test_history_in_html_is_folded(history: str) -> None:
    visible, quoted = fold_quotes(f"<p>new words</p>{history}")
    assert visible == "<p>new words</p>"
    assert quoted == history


@pytest.mark.parametrize(
    "html",
    [
        "<p>just words</p>",
        '<div class="gmail_quote">a forward and nothing else</div>',
        '<p>hi</p><blockquote type="cite">q1</blockquote><p>my own answer to that</p>'
        '<blockquote type="cite">q2</blockquote><p>and one more answer here</p>',
        "<p>From: the heart</p><p>these are my words</p>",
    ],
)
def test_own_words_in_html_are_never_folded_away(html: str) -> None:
    assert fold_quotes(html) == (html, None)


@pytest.mark.parametrize(
    "text",
    [
        "On " + "a " * 100_000,
        "On a\n" * 40_000,
        "From: " * 40_000,
        "From: x\n" * 5_000,
        "> \n" * 50_000,
        "2024년 " * 40_000,
        "-" * 200_000,
    ],
)
def test_hostile_text_takes_little_time(text: str) -> None:
    started = time.process_time()
    fold_text("hi\n" + text)
    fold_quotes(f"<p>hi</p><p>{text}</p>")
    assert time.process_time() - started < 4
