"""Folders of the Graph stand-in's mail, made, renamed and moved."""

from tests.fakes.graph_mail import Folder, Mail, folder_json
from tests.fakes.graph_wire import Call, Refused, Reply


def answer(call: Call) -> Reply | None:
    handler = _HANDLERS.get(call.shape)
    return handler(call) if handler else None


def _create(call: Call) -> Reply:
    mail = call.fake.mail
    parent = mail.folder(call.mailbox, call.names["folder"]).id if "folder" in call.names else ""
    name = _free(call, mail, str(call.body["displayName"]), parent)
    made = mail.folders[call.mailbox][mail.add_folder(call.mailbox, name, parent)]
    return Reply.of(folder_json(mail, call.mailbox, made), 201)


def _rename(call: Call) -> Reply:
    mail, folder = call.fake.mail, _own(call)
    if folder.name != call.body["displayName"]:
        folder.name = _free(call, mail, str(call.body["displayName"]), folder.parent)
    return Reply.of(folder_json(mail, call.mailbox, folder))


def _move(call: Call) -> Reply:
    mail, folder = call.fake.mail, _own(call)
    target = mail.folder(call.mailbox, call.body["destinationId"]).id
    _free(call, mail, folder.name, target)
    folder.parent = target
    return Reply.of(folder_json(mail, call.mailbox, folder), 201)


def _own(call: Call) -> Folder:
    """A distinguished folder is neither renamed nor moved."""
    folder = call.fake.mail.folder(call.mailbox, call.names["folder"])
    if folder.alias:
        raise Refused(403, "ErrorDistinguishedFolder")
    return folder


def _free(call: Call, mail: Mail, name: str, parent: str) -> str:
    """Two folders in one do not share a name, whatever its case."""
    others = [each for each in mail.folders[call.mailbox].values() if each.parent == parent]
    if any(each.name.casefold() == name.casefold() for each in others):
        raise Refused(409, "ErrorFolderExists")
    if not name:
        raise Refused(400, "ErrorInvalidRequest")
    return name


_HANDLERS = {
    "POST {root}/mailFolders": _create,
    "POST {root}/mailFolders/{folder}/childFolders": _create,
    "PATCH {root}/mailFolders/{folder}": _rename,
    "POST {root}/mailFolders/{folder}/move": _move,
}
