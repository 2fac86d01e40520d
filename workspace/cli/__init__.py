"""The command line, used by people, admins, scripts and tests; without a command it is the door to the window."""

import os
import sys
import traceback
from collections.abc import Sequence


def main() -> int:
    """Run the command line; returns the exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{type(error).__name__} in {os.path.basename(place.filename)}:{place.lineno}"
        print(f"Something is wrong in the program ({at}). Please report it.", file=sys.stderr)
        return 1


def _run(words: Sequence[str]) -> int:
    """The window's start does without the library that reads commands: it is a tenth of that start."""
    if not words or (len(words) == 2 and words[0] == "--home" and not os.path.isfile(words[1])):
        from workspace.cli.window import open_window

        return open_window(words[1] if words else None)
    from workspace.cli.commands import run

    return run()
