"""The demo connector with faults that a test plants: raise before or after a call, or end the process there.

In a process of its own the faults come from ``FAULTS``: ``perform:after:2:exit`` ends it after the second ``perform``.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from connectors.demo.connector import DemoConnector
from workspace.connector.errors import Rejected
from workspace.connector.pages import Page, Ref
from workspace.model.actions import Action, Receipt
from workspace.model.items import Collection
from workspace.model.kinds import Kind, RecordType, Role


@dataclass
class Faults:
    """What happens at which call; counts every call."""

    planted: dict[tuple[str, str, int], Callable[[], None]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)

    def plant(self, where: str, happens: Callable[[], None], *, when: str = "before", n: int = 1) -> None:
        self.planted[where, when, self.calls[where] + n] = happens

    def before(self, where: str) -> None:
        self.calls[where] += 1
        self.planted.get((where, "before", self.calls[where]), _nothing)()

    def after(self, where: str) -> None:
        self.planted.get((where, "after", self.calls[where]), _nothing)()

    def clear(self) -> None:
        self.planted.clear()
        self.calls.clear()


def raising(error: BaseException) -> Callable[[], None]:
    def happens() -> None:
        raise error

    return happens


def _nothing() -> None:
    pass


FAULTS = Faults()


class FaultyConnector(DemoConnector):
    def check(self):  # type: ignore[no-untyped-def]
        FAULTS.before("check")
        return super().check()

    def discover(self):  # type: ignore[no-untyped-def]
        self.unlisted.clear()
        try:
            FAULTS.before("discover")
        except Rejected:
            # The service lets nobody see which mailboxes there are.
            self.unlisted.add((Kind.EMAIL, None))
            return [each for each in super().discover() if each.role is Role.INBOX]
        return super().discover()

    def pull(self, collection: Collection, cursor: str | None) -> Iterator[Page]:
        FAULTS.before("pull")
        for page in super().pull(collection, cursor):
            yield page
            FAULTS.before("page")

    def fetch(self, ref: Ref) -> Iterator[bytes]:
        for piece in super().fetch(ref):
            FAULTS.before("piece")
            yield piece

    def perform(self, action: Action) -> Receipt:
        FAULTS.before("perform")
        receipt = super().perform(action)
        FAULTS.after("perform")
        return receipt

    def demanded_fields(self, record_type: RecordType):  # type: ignore[no-untyped-def]
        FAULTS.before("demanded_fields")
        return super().demanded_fields(record_type)

    def find(self, action: Action) -> Receipt | None:
        FAULTS.before("find")
        return super().find(action)


CONNECTOR = FaultyConnector


def plant_from_environment() -> None:
    """For an engine in a process of its own."""
    if text := os.environ.get("FAULTS"):
        where, when, n, _ = text.split(":")
        FAULTS.plant(where, lambda: os._exit(9), when=when, n=int(n))
