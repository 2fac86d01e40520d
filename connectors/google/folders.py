"""Gmail's labels made, renamed and deleted; one lies in another by its name alone, so a rename changes several.

https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.labels
"""

from typing import Any

from connectors.google.apis import Caller
from connectors.google.failures import identified
from connectors.google.labels import is_own
from connectors.google.mail_reading import ME
from connectors.google.mail_verbs import receipt
from workspace.connector.errors import Rejected
from workspace.model.actions import Action, Receipt
from workspace.model.folders import PARTS, path_of, split
from workspace.model.kinds import Verb

HOST = "Gmail"
SHOWN = {"labelListVisibility": "labelShow", "messageListVisibility": "show"}


class Folders:
    """One account's labels for one action."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._labels = caller.api["users.labels"]

    def perform(self, action: Action) -> Receipt:
        """Raises ``Rejected`` with the keys of :mod:`workspace.connector.payloads`."""
        names = self._names()
        if action.verb is Verb.CREATE_FOLDER:
            return self._create(action, names)
        label = str(action.payload["collection"])
        if not is_own(label):
            raise Rejected("folder_fixed", host=HOST, name=label.title())
        if action.verb is Verb.DELETE_FOLDER:
            if label in names:
                self._delete(label, names, if_empty=bool(action.payload.get("if_empty")))
            return receipt(action, label)
        if label not in names:
            raise Rejected("not_found", what="The label")
        self._rename(label, str(action.payload["name"]), names)
        return receipt(action, label)

    def find(self, action: Action) -> Receipt | None:
        """What an interrupted attempt made, or renamed to its end: labels in it come first, itself last."""
        names, name = self._names(), str(action.payload["name"])
        if action.verb is Verb.RENAME_FOLDER:
            label = str(action.payload["collection"])
            return receipt(action, label) if split(names.get(label, ""))[1] == name else None
        path = path_of(names.get(str(action.payload.get("parent") or ""), ""), name)
        made = next((each for each, known in names.items() if known == path), None)
        return receipt(action, made) if made else None

    def _names(self) -> dict[str, str]:
        """The user's labels by id."""
        found = self._caller.ask(self._labels.list(userId=ME)).get("labels") or ()
        return {str(each["id"]): str(each.get("name", "")) for each in found if each.get("type") == "user"}

    def _create(self, action: Action, names: dict[str, str]) -> Receipt:
        name, parent = str(action.payload["name"]), str(action.payload.get("parent") or "")
        if parent and parent not in names:
            raise Rejected("not_found", what="The label")
        path = path_of(names.get(parent, ""), name)
        _refuse(name, path, names)
        made = self._write(name, self._labels.create(userId=ME, body={"name": path, **SHOWN}))
        return receipt(action, identified(made, self._caller.host))

    def _rename(self, label: str, name: str, names: dict[str, str]) -> None:
        old = names[label]
        new = path_of(split(old)[0], name)
        inside = {each: known for each, known in names.items() if known.startswith(old + PARTS)}
        if new == old:
            return
        _refuse(name, new, {each: known for each, known in names.items() if each != label})
        for each, known in {**inside, label: old}.items():
            body = {"name": new + known[len(old) :]}
            self._write(name, self._labels.patch(userId=ME, id=each, body=body))

    def _delete(self, label: str, names: dict[str, str], *, if_empty: bool) -> None:
        """A mail loses the label and stays wherever else it is, in the archive at least."""
        name = names[label]
        if any(known.startswith(name + PARTS) for known in names.values()):
            raise Rejected("folder_has_folders", name=name)
        if if_empty and self._caller.ask(self._labels.get(userId=ME, id=label)).get("messagesTotal"):
            raise Rejected("folder_not_empty", name=name)
        self._caller.ask_or({404: None}, self._labels.delete(userId=ME, id=label))

    def _write(self, name: str, request: Any) -> Any:
        """409: the name is taken, 400: it is one of Gmail's own or has signs that it does not take."""
        return self._caller.ask_or(
            {
                409: Rejected("folder_exists", host=HOST, name=name),
                400: Rejected("folder_name", host=HOST, name=name, reason="Gmail does not allow it"),
            },
            request,
        )


def _refuse(name: str, path: str, names: dict[str, str]) -> None:
    if PARTS in name:
        raise Rejected("folder_delimiter", host=HOST, delimiter=PARTS)
    if not name.strip():
        raise Rejected("folder_name", host=HOST, name=name, reason="it is empty")
    if path.casefold() in map(str.casefold, names.values()):
        raise Rejected("folder_exists", host=HOST, name=name)
