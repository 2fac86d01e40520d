"""Which version of the API to speak: the newest that the server lists and we know, else one that it answers to.

https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_versions.htm
"""

from collections.abc import Callable
from typing import Any

import requests

VERSION = "62.0"
"""The newest that we know."""
_OTHERS = sorted(range(48, 68), key=lambda n: (abs(n - int(float(VERSION))), n))
_PROBE = "query?q=SELECT+Id+FROM+Account+LIMIT+1"


def newest(get: Callable[[str], requests.Response]) -> str | None:
    """The version, None where the server is not able to say just now; ``get`` asks below ``/services/data``."""
    if listed := _listed(get("")):
        return f"{max((each for each in listed if each <= float(VERSION)), default=min(listed)):.1f}"
    for n in _OTHERS:
        status = get(f"/v{n}.0/{_PROBE}").status_code
        if status == 401 or status >= 500:
            return None
        if status != 404:
            return f"{n}.0"
    return VERSION


def _listed(answer: requests.Response) -> list[float]:
    try:
        given: Any = answer.json() if answer.status_code == 200 else ()
        return [float(str(each["version"])) for each in given]
    except (KeyError, TypeError, ValueError):
        return []
