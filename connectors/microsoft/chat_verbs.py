"""What the user says in Teams: posts, replies, mentions, reactions, and what was read."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from html import escape

from connectors.microsoft import times
from connectors.microsoft.delta import is_missing
from connectors.microsoft.graph import UNKNOWN_MEMBERS, Graph, Json, path, values
from connectors.microsoft.remote_ids import Talk, talk
from connectors.microsoft.talks import Talks
from connectors.microsoft.teams import posted
from connectors.microsoft.verbs import item_id, receipt
from workspace.connector.errors import Rejected, Transient
from workspace.model.actions import Action, Receipt
from workspace.model.kinds import Verb

Do = Callable[[Graph, Talks, Action], Receipt]


def _where(action: Action) -> Talk:
    """The chat or channel to speak in; with ``root`` the message to answer."""
    if action.verb is Verb.POST:
        thread = action.payload.get("thread")
        return _thread(talk(str(thread))) if thread else talk(str(action.payload["channel"]))
    return _thread(talk(item_id(action)))


def _thread(answered: Talk) -> Talk:
    """Channels have threads, chats have none."""
    return Talk(answered.team, answered.channel, answered.root if answered.team else "")


def say(graph: Graph, talks: Talks, action: Action) -> Receipt:
    """https://learn.microsoft.com/graph/api/chatmessage-post and -post-replies"""
    here, text = _where(action), str(action.payload["text"])
    body = _body(text, _members(graph, here) if "@" in text else [])
    where = f"{here.message}/replies" if here.root else here.messages
    made = graph.post(where, body, prefer=[UNKNOWN_MEMBERS])
    if not made.get("id"):
        raise Transient("bad_answer", host=graph.host)
    return receipt(action, here.of(str(made["id"]), here.root or None).remote_id, made.get("webUrl"))


def find(graph: Graph, talks: Talks, action: Action) -> Receipt | None:
    """A message that went through before a crash: said by us, in these words, not before the action was made."""
    if action.created_at is None:
        return None
    here = _where(action)
    found = posted(graph, here, _me(graph, talks), str(action.payload["text"]), action.created_at + graph.skew)
    if found is None:
        return None
    return receipt(action, here.of(str(found["id"]), here.root or None).remote_id, found.get("webUrl"), found=True)


def _me(graph: Graph, talks: Talks) -> str:
    return talks.me or str(graph.get("/me", {"$select": "id"}).get("id") or "")


def _members(graph: Graph, here: Talk) -> list[tuple[str, str]]:
    """``(name, user id)`` of everybody there, longest name first."""
    where = path("teams", here.team, "channels", here.channel) if here.team else path("chats", here.channel)
    try:
        answer = graph.get(f"{where}/members", prefer=[UNKNOWN_MEMBERS])
    except Rejected:
        # Without the permission to list members a name stays a word.
        return []
    found = [(str(e.get("displayName") or ""), str(e.get("userId") or "")) for e in values(answer, graph.host)]
    return sorted([each for each in found if all(each)], key=lambda each: -len(each[0]))


def _body(text: str, members: list[tuple[str, str]]) -> Json:
    """The message; ``@Name`` of somebody who is there becomes a mention.

    https://learn.microsoft.com/graph/api/resources/chatmessagemention: the tag's id is the mention's.
    """
    content = escape(text, quote=False)
    mentions: list[Json] = []
    for name, user_id in members:
        written = escape(f"@{name}", quote=False)
        if written in content:
            number = len(mentions)
            content = content.replace(written, f'<at id="{number}">\0{number}\0</at>')
            user = {"id": user_id, "displayName": name, "userIdentityType": "aadUser"}
            mentions.append({"id": number, "mentionText": name, "mentioned": {"user": user}})
    if not mentions:
        return {"body": {"contentType": "text", "content": text}}
    # Names go in last, so that one that holds another is not taken for it.
    for each in mentions:
        content = content.replace(f"\0{each['id']}\0", escape(each["mentionText"], quote=False))
    return {"body": {"contentType": "html", "content": content.replace("\n", "<br>")}, "mentions": mentions}


def _reacting(method: str) -> Do:
    def react(graph: Graph, talks: Talks, action: Action) -> Receipt:
        """https://learn.microsoft.com/graph/api/chatmessage-setreaction: the emoji itself; twice counts once."""
        graph.post(f"{talk(item_id(action)).message}/{method}", {"reactionType": str(action.payload["emoji"])})
        return receipt(action, item_id(action))

    return react


def read(graph: Graph, talks: Talks, action: Action) -> Receipt:
    """https://learn.microsoft.com/graph/api/chat-markchatreadforuser; of a channel the service keeps no such mark."""
    here = talk(item_id(action))
    if not here.team:
        _mark(graph, talks, here, "markChatReadForUser", {})
    return receipt(action, item_id(action))


def unread(graph: Graph, talks: Talks, action: Action) -> Receipt:
    """https://learn.microsoft.com/graph/api/chat-markchatunreadforuser: from just before this message on."""
    here = talk(item_id(action))
    if not here.team:
        said_at = times.moment(graph.get(here.message, prefer=[UNKNOWN_MEMBERS]).get("createdDateTime"))
        if said_at is None:
            raise Rejected("not_found", what="The message")
        before = times.stamp(said_at - timedelta(milliseconds=1))
        _mark(graph, talks, here, "markChatUnreadForUser", {"lastMessageReadDateTime": before})
    return receipt(action, item_id(action))


def _mark(graph: Graph, talks: Talks, here: Talk, method: str, body: Json) -> None:
    """Where the service keeps no such mark it is ours alone, as in a channel."""
    where = path("chats", here.channel)
    try:
        chat = graph.get(where, prefer=[UNKNOWN_MEMBERS])
        user = {"id": _me(graph, talks), "tenantId": str(chat.get("tenantId") or "")}
        graph.post(f"{where}/{method}", {"user": user, **body})
    except Rejected as error:
        if not is_missing(error):
            raise


VERBS: Mapping[Verb, Do] = {
    Verb.POST: say,
    Verb.REPLY: say,
    Verb.REACT: _reacting("setReaction"),
    Verb.UNREACT: _reacting("unsetReaction"),
    Verb.READ: read,
    Verb.UNREAD: unread,
}
