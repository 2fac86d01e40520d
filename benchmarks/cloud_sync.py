"""A first sync from the stand-ins for Google and Microsoft: beside client and store alone, and within their limits."""

import shutil
from pathlib import Path

from benchmarks.first_sync import coverage
from benchmarks.programs import Took, python, run, workspace
from benchmarks.signed_in import signed_in_home
from benchmarks.stand_ins import Served, serving
from benchmarks.table import Row
from connectors.microsoft.graph import BURST

REACH = 1.3
RATE_REACH = 0.9
NAMES = {"google": "Gmail", "microsoft": "Graph"}
UNITS = 15_000
"""What Gmail allows a user in a minute."""
LIMITED = 1_650
"""Mails, of 10 units each: more than a minute's worth, so that a rate above the limit would be refused."""
CALLS = 6_000
"""A mailbox's calls in ten minutes, there and here: less than Microsoft's 10,000, so that a minute shows the rate."""
CALLED = 900
"""Mails, of one call each: the burst, and a minute at the rate."""


def measure(maildir: Path, folder: Path, count: int) -> list[Row]:
    """Two rows without limits for ``count`` mails, which are those of the Maildir; one with the limit of each."""
    store = run(python("benchmarks.index_child", maildir, folder / "store"))
    shutil.rmtree(folder / "store")
    rows = [_unlimited(kind, folder, count, store) for kind in NAMES]
    return [*rows, limited(folder), limited_graph(folder)]


def _unlimited(kind: str, folder: Path, count: int, store: Took) -> Row:
    with serving(**{kind: {"accounts": 1, "mails": count}}) as stand_ins:
        account = stand_ins.accounts[0]
        token = account.name
        client = run(python("benchmarks.cloud_client", kind, account.settings["base_url"], token))
        alone = stand_ins.asked()[kind]
        _refuse_less(f"The client of {NAMES[kind]}", int(client.output), count)
        ours = _synced(folder / f"first-{kind}", [account], count)
        asked = stand_ins.asked()[kind]
    note = (
        f"{count / ours.wall:.0f} mails/s; client {client.wall:.1f} + store {store.wall:.1f} s; cpu {ours.cpu:.1f}"
        f" beside {client.cpu:.1f} + {store.cpu:.1f}; the stand-in's cpu {asked.cpu:.1f} and {alone.cpu:.1f} s"
    )
    return Row(f"first sync, {NAMES[kind]}", "s", ours.wall, REACH, client.wall + store.wall, note=note)


def limited(folder: Path) -> Row:
    """The share of the allowed rate that a first sync reaches; a refusal counts as a rate of nothing."""
    with serving(google={"accounts": 1, "mails": LIMITED, "units": UNITS}) as stand_ins:
        _synced(folder / "limited", stand_ins.accounts, LIMITED)
        asked = stand_ins.asked()["google"]
    share = asked.units / (asked.last_at - asked.first_at) * 60 / UNITS
    note = f"{asked.units} units in {asked.last_at - asked.first_at:.0f} s, {asked.refused} refused"
    return Row(
        "rate within Gmail's limit", "of 1", 0.0 if asked.refused else share, RATE_REACH, is_speed=True, note=note
    )


def limited_graph(folder: Path) -> Row:
    """The share of the allowed rate after the burst, which comes out of the same ten minutes."""
    with serving(microsoft={"accounts": 1, "mails": CALLED, "calls": CALLS}) as stand_ins:
        _synced(folder / "limited-graph", stand_ins.accounts, CALLED)
        asked = stand_ins.asked()["microsoft"]
    seconds = asked.last_at - asked.first_at
    share = (asked.units - CALLS * BURST) / (seconds * CALLS / 600)
    note = f"{asked.units} calls in {seconds:.0f} s, {CALLS * BURST:.0f} of them at once, {asked.refused} refused"
    return Row(
        "rate within Graph's limit", "of 1", 0.0 if asked.refused else share, RATE_REACH, is_speed=True, note=note
    )


def _synced(path: Path, accounts: list[Served], count: int) -> Took:
    home = signed_in_home(path, accounts)
    took = run(workspace(home.path, "sync", "--once"))
    _refuse_less("The sync", min(coverage(home)), count)
    shutil.rmtree(path)
    return took


def _refuse_less(who: str, there: int, count: int) -> None:
    if there != count:
        raise SystemExit(f"{who} ended with {there} of {count} mails")
