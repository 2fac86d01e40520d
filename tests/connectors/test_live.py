"""``make live``, with servers of ours as if they were foreign: the kit passes, and leaves nothing behind."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.connectors.caldav.remote import CaldavRemote
from tests.connectors.imap.remote import ImapRemote
from tests.fakes.dovecot import running as dovecot_running
from tests.fakes.graph import USER
from tests.fakes.graph import running as graph_running
from tests.fakes.graph_teams import CHAT
from tests.fakes.radicale import running as radicale_running
from tests.fakes.slack import Slack
from tests.fakes.slack_web import running as slack_running
from tests.fakes.smtp import SmtpSink
from tests.live import FILE, ROOT, keys_of

LIMIT_SECONDS = 280
SOME_EVENTS = "cut_pull or deletions or changes or answered or wrong_secret"
SOME_OF_ALL = "deletions or changes or draft or a_reply or TRASH or made_once or post or wrong_secret"
SOME_MAIL = "deletions or draft or a_reply or TRASH or wrong_secret"
# The connector keeps Slack's limits, so that the whole kit takes minutes.
SOME_CHAT = "deletions or changes or post or reaction or wrong_secret or expired_cursor"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider")

pytestmark = pytest.mark.timeout(300)


def live(name: str, keys: Mapping[str, str], only: str = "") -> str:
    """What ``make live`` runs, with these keys, all of it or ``only`` some; what it printed."""
    environ = {key: text for key, text in os.environ.items() if not key.startswith(FILE)}
    done = subprocess.run(
        [*PYTEST, f"tests/connectors/{name}/live.py", "-k", only],
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
    with dovecot_running() as server, SmtpSink() as sink:
        remote = ImapRemote(server, sink)
        try:
            keys = {**remote.settings, **remote.secrets, "correspondent": "desk@haneul.example"}
            assert passed(live("imap", keys, SOME_MAIL)) == 5
            assert [remote.raw_mails(name) for name in ("INBOX", "Sent", "Drafts", "Trash")] == [[], [], [], []]
        finally:
            remote.close()


def test_the_kit_runs_on_a_foreign_calendar_server() -> None:
    with radicale_running() as server:
        remote = CaldavRemote(server)
        try:
            places = {"calendar": remote.calendar, "book": remote.book}
            assert passed(live("caldav", {**remote.settings, **remote.secrets, **places}, SOME_EVENTS)) == 5
            left = [path for path in server.folder.rglob("*.[iv]c[sf]") if ".Radicale.cache" not in path.parts]
            assert left == []
        finally:
            remote.close()


def test_the_kit_runs_in_a_foreign_slack_workspace() -> None:
    slack = Slack()
    slack.has_limits = False
    with slack_running(slack) as web:
        keys = {"base_url": web.base_url, "access_token": "xoxp-right", "channel": slack.general.id}
        assert passed(live("slack", keys, SOME_CHAT)) == 6
    assert slack.violations == []
    assert [raw["text"] for raw in slack.general.history() if raw["text"].startswith("kit ")] == []


def test_the_kit_runs_in_a_foreign_microsoft_account() -> None:
    with graph_running() as graph:
        places = {"calendar": "calendar", "chat": CHAT}
        keys = {"base_url": graph.url, "access_token": "right", **places}
        assert passed(live("microsoft", keys, SOME_OF_ALL)) == 8
    assert graph.wrong == []
    assert graph.mail.messages[USER] == {}
    assert graph.calendars.events == graph.contacts.people == {}
    assert [each for each in graph.teams.said[CHAT].values() if each["body"]["content"].startswith("kit ")] == []


def test_without_keys_nothing_is_done_and_it_says_what_is_missing() -> None:
    said = live("caldav", {"username": "me"}, "deletions")
    assert "WORKSPACE_LIVE_CALDAV_BASE_URL" in said
    assert "WORKSPACE_LIVE_CALDAV_USERNAME" not in said
    assert "1 skipped" in said


def test_keys_come_from_a_file_outside_the_repository(tmp_path: Path) -> None:
    file = tmp_path / "live.toml"
    file.write_text('[imap]\nhost = "imap.haneul.example"\nusername = "me"\npassword = "p"\ncorrespondent = "you"\n')
    keys = keys_of("imap", environ={FILE: str(file), f"{FILE}_IMAP_USERNAME": "other"})
    assert keys.settings == {"host": "imap.haneul.example", "username": "other"}
    assert (keys.secrets, keys.wrong_secrets) == ({"password": "p"}, {"password": "wrong"})
    assert keys.more == {"correspondent": "you"}
    with pytest.raises(pytest.fail.Exception, match="lies in the repository"):
        keys_of("imap", environ={FILE: str(ROOT / "live.toml")})
