"""How the engine beside a window or a command is, and why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class EngineState(StrEnum):
    """What the window's status bar says about the engine."""

    STARTING = "starting"
    RUNNING = "running"
    RESTARTING = "restarting"
    NO_ROOM = "no_room"
    """The disk is full; the engine is started again as soon as it is not."""
    GIVEN_UP = "given_up"
    STOPPED = "stopped"


_SENTENCES: Mapping[str, str] = {
    "not_started": "The engine cannot be started: {reason}.",
    "keeps_stopping": "The engine stopped {times} times in a row (exit code {code}).",
    "no_room": "The disk is full: {free} MB are free in {home}, {needed} MB are needed.",
    "limit_reached": "Nothing more can be stored in {home}: a limit is reached.",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no engine: a key with parameters, which the window says in its language.

    The keys are ``not_started``, ``keeps_stopping``, ``cache_damaged``, ``no_room``, ``limit_reached`` and those of
    ``store.unopened.Why``, which come with ``home`` and with the ``sentence`` that the engine itself said.
    """

    key: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """In English, for a console."""
        return _SENTENCES.get(self.key, "{sentence}").format_map(self.params)
