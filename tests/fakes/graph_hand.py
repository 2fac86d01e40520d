"""What another program of the same user may do at the Graph stand-in, and the connector never does."""

import base64
from typing import Any

from tests.fakes import graph_mail
from tests.fakes.graph_teams import ME
from tests.fakes.graph_wire import Call, Json, Refused, Reply

FLAGS, DELIVERED = "Integer 0x0E07", "SystemTime 0x0E06"


def answer(call: Call) -> Reply | None:
    handler = _HANDLERS.get(call.shape)
    return handler(call) if handler else None


def _deliver(call: Call) -> Reply:
    """A message with MAPI's own flags and time of arrival is none that the user writes."""
    given = dict(call.body)
    files = given.pop("attachments", [])
    mapi = {each["id"]: each["value"] for each in given.pop("singleValueExtendedProperties", [])}
    json: Json = {
        "replyTo": [],
        "ccRecipients": [],
        "bccRecipients": [],
        "conversationId": f"conversation-{given['internetMessageId']}",
        "bodyPreview": given["body"]["content"][:255],
        "flag": {"flagStatus": "notFlagged"},
        "webLink": "https://outlook.example/mail",
        **given,
        "sender": given["from"],
        "receivedDateTime": mapi[DELIVERED],
        "sentDateTime": mapi[DELIVERED],
        "isRead": False,
        "isDraft": int(mapi[FLAGS]) & 8 == 8,
    }
    made = call.fake.mail.add(call.mailbox, call.names["folder"], json)
    for each in files:
        content = base64.b64decode(each["contentBytes"])
        made.files[call.fake.mail.new_id("A")] = {**each, "content": content}
    return Reply.of(graph_mail.selected(made, ""), 201)


def _destroy(call: Call) -> Reply:
    mail = call.fake.mail
    mail.delete(call.mailbox, mail.message(call.mailbox, call.names["message"]))
    return Reply(204)


def _add_contact(call: Call) -> Reply:
    known = f"AAkP-{len(call.fake.contacts.people)}-{call.body['displayName']}="
    call.fake.contacts.put(known, **call.body)
    return Reply.of(call.fake.contacts.people[known], 201)


def _change_contact(call: Call) -> Reply:
    known = call.names["contact"]
    call.fake.contacts.put(known, **call.body)
    return Reply.of(call.fake.contacts.people[known])


def _delete_contact(call: Call) -> Reply:
    call.fake.contacts.delete(call.names["contact"])
    return Reply(204)


def _said(call: Call) -> tuple[Any, str, str]:
    teams, where, known = call.fake.teams, call.names["chat"], call.names["said"]
    if teams.find(where, known)["from"]["user"]["id"] != ME:
        raise Refused(403, "Forbidden")
    return teams, where, known


def _reword(call: Call) -> Reply:
    """.../graph/api/chatmessage-update: who said it may say it otherwise."""
    teams, where, known = _said(call)
    teams.said[where][known]["body"] = call.body["body"]
    teams.touch(where, known)
    return Reply(204)


def _unsay(call: Call) -> Reply:
    teams, where, known = _said(call)
    teams.delete(where, known)
    return Reply(204)


_HANDLERS = {
    "POST {root}/mailFolders/{folder}/messages": _deliver,
    "POST {root}/messages/{message}/permanentDelete": _destroy,
    "POST /me/contacts": _add_contact,
    "PATCH /me/contacts/{contact}": _change_contact,
    "DELETE /me/contacts/{contact}": _delete_contact,
    "PATCH /chats/{chat}/messages/{said}": _reword,
    "POST /users/{user}/chats/{chat}/messages/{said}/softDelete": _unsay,
}
