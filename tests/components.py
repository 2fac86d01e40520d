"""The rule for programs a test needs: where one is missing the test fails in CI and is skipped
with its reason elsewhere.
"""

import os
import shutil
import sys
from typing import NoReturn

import pytest

PROGRAMS = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])


def in_ci() -> bool:
    """Whether this runs where every component has to be there (`CI=true`)."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def missing(reason: str) -> NoReturn:
    """End the running test for want of a component: a failure in CI, a skip elsewhere."""
    if in_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def require(program: str) -> str:
    """The path of a program, also looked for where only root's PATH leads (`/usr/sbin`)."""
    path = shutil.which(program, path=PROGRAMS)
    if path is None:
        missing(f"{program} is not installed here")
    return path


def require_display() -> None:
    """End the running test where no window can be opened; only Linux may be without a display."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        missing("there is no display here (make journeys starts Xvfb)")
