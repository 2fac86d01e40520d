"""The servers of a mailbox are guessed from its address."""

import pytest

from workspace.connector.manifest import manifest
from workspace.mail.servers import PROVIDERS, guessed


def test_a_known_provider_is_known_in_any_case() -> None:
    assert guessed(" Jane@GMail.com ")["host"] == "imap.gmail.com"
    assert guessed("jane@naver.com")["username"] == "jane"


def test_elsewhere_the_usual_names_are_tried() -> None:
    found = guessed("jane@desk.example")
    assert (found["host"], found["smtp_host"], found["username"]) == (
        "imap.desk.example",
        "smtp.desk.example",
        "jane@desk.example",
    )


@pytest.mark.parametrize("half", ["", "jane", "@desk.example", "jane@", "jane@desk"])
def test_nothing_is_guessed_of_half_an_address(half: str) -> None:
    assert guessed(half) == {}


def test_every_guess_is_right_by_the_form_of_the_connector() -> None:
    for domain in PROVIDERS:
        manifest("imap").refuse_wrong(guessed(f"jane@{domain}"), {"password": "p"})
