"""Where Graph is: the address in the settings, encrypted unless it is this computer."""

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from workspace.connector.errors import Rejected
from workspace.connector.session import require_web

GRAPH = "https://graph.microsoft.com/v1.0"
AUTHORITY = "https://login.microsoftonline.com/organizations"


def address(settings: Mapping[str, str], key: str, default: str) -> str:
    """An http(s) address without its last slash; raises ``Rejected`` naming the field."""
    text = (settings.get(key) or default).strip().rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Rejected("setting_wrong", field=key, reason="it must be an https:// address")
    require_web(text)
    return text


def host_of(url: str) -> str:
    return urlsplit(url).hostname or url


def at_home(link: str, base_url: str) -> str:
    """A link that the service gave, on the host of ``base_url``: a token goes nowhere else."""
    link_parts, base = urlsplit(link), urlsplit(base_url)
    return urlunsplit((base.scheme, base.netloc, link_parts.path, link_parts.query, ""))
