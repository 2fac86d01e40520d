"""A notice in words, as whatever shows it gets it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """A notice in words. ``actions`` are names with what their buttons say; ``default`` is a click on the notice."""

    key: str
    title: str
    text: str
    actions: tuple[tuple[str, str], ...] = ()
    is_chat: bool = False
