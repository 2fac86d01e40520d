"""``python -m benchmarks.cloud_client KIND BASE_URL TOKEN``: the vendor's client alone, fetching every mail.

Google's is google-api-python-client with google-auth. For Graph it is a plain ``requests`` session: Microsoft's own SDK
is slower than that. Both ask as the vendor's guides say: a listing, then batches; headers and whole mails.
"""

import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build

GMAIL_BATCH, GRAPH_BATCH, PAGE = 50, 20, 500
IMMUTABLE = 'IdType="ImmutableId"'
SELECT = (
    "id,subject,from,toRecipients,ccRecipients,bccRecipients,replyTo,receivedDateTime,sentDateTime,internetMessageId,"
    "conversationId,isRead,isDraft,flag,bodyPreview,hasAttachments"
)


def gmail(base_url: str, token: str) -> int:
    """How many mails came whole."""
    options: dict[str, Any] = {"api_endpoint": base_url}
    service = build("gmail", "v1", credentials=Credentials(token), client_options=options, static_discovery=True)
    batch_uri = f"{base_url}/batch/gmail/v1"
    messages, ids = service.users().messages(), list[str]()
    request = messages.list(userId="me", labelIds=["INBOX"], maxResults=PAGE)
    while request is not None:
        answer = request.execute()
        ids += [each["id"] for each in answer.get("messages", ())]
        request = messages.list_next(request, answer)
    found: list[Any] = []
    for form in ("metadata", "raw"):
        found.clear()
        for part in _parts(ids, GMAIL_BATCH):
            # The discovery document names Google's own host.
            batch = service.new_batch_http_request(callback=lambda _, answer, error: found.append(answer))
            batch._batch_uri = batch_uri
            for each in part:
                batch.add(messages.get(userId="me", id=each, format=form))
            batch.execute()
    return sum(1 for each in found if each and each.get("raw"))


def graph(base_url: str, token: str) -> int:
    """How many mails came whole."""
    session = requests.Session()
    session.headers.update(Authorization=f"Bearer {token}", Prefer=f"{IMMUTABLE}, odata.maxpagesize={PAGE}")
    url: str | None = f"{base_url}/me/mailFolders/inbox/messages/delta?$select={SELECT}"
    ids: list[str] = []
    while url:
        page = session.get(url, timeout=60).json()
        ids += [each["id"] for each in page["value"]]
        url = page.get("@odata.nextLink")
    count = 0
    for part in _parts(ids, GRAPH_BATCH):
        asked: list[Any] = [
            {"id": str(n), "method": "GET", "url": f"/me/messages/{each}/$value", "headers": {"Prefer": IMMUTABLE}}
            for n, each in enumerate(part)
        ]
        answer = session.post(f"{base_url}/$batch", json={"requests": asked}, timeout=60).json()
        count += sum(1 for each in answer["responses"] if each["status"] == 200 and each["body"])
    return count


def _parts(ids: list[str], size: int) -> Iterator[list[str]]:
    waiting = iter(ids)
    while part := list(islice(waiting, size)):
        yield part


def main(kind: str, base_url: str, token: str) -> None:
    print({"google": gmail, "microsoft": graph}[kind](base_url, token))


if __name__ == "__main__":
    main(*sys.argv[1:])
