"""How the engine beside a window or a command is."""

from enum import StrEnum


class EngineState(StrEnum):
    """What the window's status bar says about the engine."""

    STARTING = "starting"
    RUNNING = "running"
    RESTARTING = "restarting"
    GIVEN_UP = "given_up"
    STOPPED = "stopped"
