"""``python -m benchmarks.round_child HOME``: an engine that runs, then one more round over all its accounts.

Prints how many collections each connector has once everything is in step; after a line on stdin pulls every account
once more, as when its time has come, and prints the seconds that took.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable

from workspace.engine.engine import Engine
from workspace.store.home import Home
from workspace.store.open import unlock
from workspace.store.user import UserStore


def main(path: str) -> None:
    home = Home(path)
    vault, key, _ = unlock(home)
    user = UserStore(home, key)
    request_id = user.ask("sync", {"account_id": None, "once": True}, deadline_seconds=600)
    user.close()
    engine = Engine(home, key, vault)
    _step_until(engine, lambda: engine.reader.answer(request_id) is not None)
    collections: Counter[str] = Counter()
    for duty in engine.duties.values():
        collections[duty.manifest.id] += sum(1 for each in duty.collections if each.kind not in duty.manifest.pull_when)
    print(json.dumps(collections), flush=True)
    sys.stdin.readline()
    began, cpu = time.perf_counter(), time.process_time()
    for duty in engine.duties.values():
        engine.stir(duty, pull=True)
    _step_until(engine, lambda: not any(each.wants_pull or each.is_pulling for each in engine.duties.values()))
    print(json.dumps([time.perf_counter() - began, time.process_time() - cpu]), flush=True)
    engine.close()


def _step_until(engine: Engine, is_done: Callable[[], bool]) -> None:
    while not is_done():
        wait = engine.step()
        engine.woken.wait(wait)
        engine.woken.clear()


if __name__ == "__main__":
    main(*sys.argv[1:])
