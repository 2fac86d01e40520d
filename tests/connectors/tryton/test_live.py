"""``make live NAME=tryton``, with a server of ours as if it were foreign."""

from tests.connectors.test_live import live, passed
from tests.connectors.tryton.remote import TrytonRemote
from tests.fakes.tryton import DATABASE, PASSWORD


def test_the_kit_runs_on_a_foreign_tryton_and_leaves_nothing(remote: TrytonRemote) -> None:
    keys = {
        "base_url": remote.server.url,
        "database": DATABASE,
        "username": "admin",
        "password": PASSWORD,
        "colleague": "jiyoung",
    }
    assert passed(live("tryton", keys, "deletions or unfiling_keeps or wrong_secret")) == 3
    assert remote.record_names() == set()
    assert remote.filings() == []
    assert remote.attachments() == []
