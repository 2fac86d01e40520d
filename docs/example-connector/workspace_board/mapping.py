"""From the JSON that the board sends to the model."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workspace.model.ids import RemoteId
from workspace.model.items import Address, ChatMessage, Collection
from workspace.model.kinds import Kind


def channel(data: Mapping[str, Any]) -> Collection:
    return Collection(RemoteId(data["id"]), data["name"], Kind.CHAT)


def message(data: Mapping[str, Any], host: str, me: str) -> ChatMessage:
    """A notice; ``me`` is the user whose notices count as sent."""
    return ChatMessage(
        remote_id=RemoteId(data["id"]),
        received_at=datetime.fromisoformat(data["posted_at"]),
        from_=Address(data["author"], ""),
        text=data["text"],
        global_id=f"{host}/{data['id']}",
        is_sent=data["author"] == me,
    )
