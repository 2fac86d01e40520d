"""``python -m benchmarks.stand_ins SPEC``: the stand-ins for Google, Microsoft and Slack in a process of their own.

``SPEC`` is JSON: accounts, mails and limits by service. The first line printed lists the accounts to sign in with;
every line on stdin is answered with what was asked since the last one, and the end of stdin ends it.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from benchmarks.programs import ROOT, python
from workspace.connector.oauth import TOKENS, Tokens


@dataclass(frozen=True, slots=True)
class Served:
    """An account at a service: what a home needs to sign in."""

    name: str
    connector_id: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str]
    identity: str


@dataclass(slots=True)
class Asked:
    """What a service was asked: calls by method, refusals for too many, and units spent with the seconds they took."""

    calls: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    units: int = 0
    first_at: float = 0.0
    last_at: float = 0.0
    cpu: float = 0.0
    """Processor seconds of the whole process since it was asked last."""

    def to_json(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def note(self, method: str, units: int = 1) -> None:
        self.last_at = time.monotonic()
        self.first_at = self.first_at or self.last_at
        self.calls[method] += 1
        self.units += units


class StandIns:
    """The process, seen from the bench."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.accounts = [Served(**each) for each in self._line()]

    def asked(self) -> dict[str, Asked]:
        """What each service was asked since the last question."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return {name: Asked(**{**each, "calls": Counter(each["calls"])}) for name, each in self._line().items()}

    def _line(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("The stand-ins ended.")
        return json.loads(line)


@contextmanager
def serving(**spec: Mapping[str, int]) -> Iterator[StandIns]:
    """The services of the spec until the block ends, e.g. ``google={"accounts": 60, "mails": 5}``."""
    process = subprocess.Popen(
        python("benchmarks.stand_ins", json.dumps(spec)),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield StandIns(process)
    finally:
        process.communicate(timeout=30)


def token_of(name: str) -> dict[str, str]:
    """The secrets of an account whose token never expires."""
    return {TOKENS: Tokens(name).to_json()}


def main(spec: str) -> None:
    from benchmarks import stand_in_google, stand_in_microsoft, stand_in_slack

    kinds = {
        "google": stand_in_google.Service,
        "microsoft": stand_in_microsoft.Service,
        "slack": stand_in_slack.Service,
    }
    services = {name: kinds[name](**given) for name, given in json.loads(spec).items()}
    _say([asdict(account) for service in services.values() for account in service.accounts])
    began = time.process_time()
    for _ in sys.stdin:
        found = {name: service.asked() for name, service in services.items()}
        began, cpu = time.process_time(), time.process_time() - began
        _say({name: replace(each, cpu=cpu).to_json() for name, each in found.items()})
    for service in services.values():
        service.close()


def _say(value: object) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
