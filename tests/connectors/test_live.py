"""``make live``, with servers of ours as if they were foreign: the kit passes, and leaves nothing behind."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.connectors.imap.remote import ImapRemote
from tests.fakes.dovecot import running as dovecot_running
from tests.fakes.smtp import SmtpSink
from tests.live import FILE, ROOT

LIMIT_SECONDS = 280

pytestmark = pytest.mark.timeout(300)


def live(name: str, keys: Mapping[str, str]) -> str:
    """What ``make live`` runs, with these keys; what it printed."""
    environ = {key: text for key, text in os.environ.items() if not key.startswith(FILE)}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", f"tests/connectors/{name}/live.py"],
        cwd=ROOT,
        env=environ | {f"{FILE}_{name.upper()}_{key.upper()}": text for key, text in keys.items()},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def passed(said: str) -> int:
    found = re.search(r"(\d+) passed", said)
    return int(found[1]) if found else 0


@pytest.mark.dovecot
def test_the_kit_runs_on_a_foreign_mail_server() -> None:
    sink = SmtpSink()
    with dovecot_running() as server:
        sink.start()
        remote = ImapRemote(server, sink)
        try:
            said = live("imap", {**remote.settings, **remote.secrets, "correspondent": "desk@haneul.example"})
            assert passed(said) > 25
            assert [remote.raw_mails(name) for name in ("INBOX", "Sent", "Drafts", "Trash")] == [[], [], [], []]
        finally:
            remote.close()
            sink.stop()
