"""The bytes of a file that lies at Slack, fetched with the token and from no other host.

https://docs.slack.dev/reference/objects/file-object: ``url_private`` takes the token as a bearer; without the scope for
it Slack answers with its sign-in page instead.
"""

from collections.abc import Iterator
from http.client import HTTPResponse
from urllib.parse import urlsplit
from urllib.request import Request

from connectors.slack.api import Api, open_url, part
from connectors.slack.failures import failed_status
from workspace.connector.errors import Rejected, Transient

PIECE = 1024 * 1024
_SLACKS = ("slack.com", "slack-gov.com")


def fetch(api: Api, file_id: str) -> Iterator[bytes]:
    """The file in pieces of at most 1 MiB."""
    file = part(api.call("files.info", file=file_id), "file")
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not url or file.get("is_external") or not is_slacks(url, api.base_url):
        raise Rejected("not_found", what=str(file.get("name") or "file"))
    request = Request(url, headers={"Authorization": f"Bearer {api.token}"})  # noqa: S310  is_slacks checked it
    with (
        api.translated(),
        open_url(request, api.session.ssl_context() if url.startswith("https") else None, api.timeout) as answer,
    ):
        _refuse(api, answer, str(file.get("mimetype") or ""))
        yield from _pieces(api, answer)


def is_slacks(url: str, base_url: str) -> bool:
    """Whether the token may go there: to Slack's own hosts, encrypted, or to the host that the settings name."""
    parts, base = urlsplit(url), urlsplit(base_url)
    host = parts.hostname or ""
    if (parts.scheme, parts.netloc) == (base.scheme, base.netloc):
        return True
    return parts.scheme == "https" and any(host == each or host.endswith(f".{each}") for each in _SLACKS)


def _refuse(api: Api, answer: HTTPResponse, content_type: str) -> None:
    status = answer.status
    is_page = answer.headers.get_content_type() == "text/html" and content_type != "text/html"
    if 300 <= status < 400 or status in (401, 403) or (status == 200 and is_page):
        raise Rejected("scope_missing", host=api.host, what="files:read")
    if status in (404, 410):
        raise Rejected("not_found", what="file")
    if found := failed_status(api.host, status, answer.headers.get("Retry-After")):
        raise found
    if status != 200:
        raise Transient("bad_answer", host=api.host)


def _pieces(api: Api, answer: HTTPResponse) -> Iterator[bytes]:
    is_empty = True
    while piece := answer.read(PIECE):
        is_empty = False
        yield piece
    # http.client says nothing when a body read in pieces ends too early.
    if answer.length:
        raise Transient("connection_closed", host=api.host)
    if is_empty:
        yield b""
