"""The kit's part on folders and labels: made once, renamed with what lies in them, deleted without losing a mail."""

import pytest

from workspace.connector.contract_parts import Connect, is_plain
from workspace.connector.contract_remote import Mirror, Remote, key_of
from workspace.connector.contract_verbs import VerbContract, action
from workspace.connector.errors import Rejected, Transient
from workspace.model.actions import Action, Receipt
from workspace.model.items import Collection, Email
from workspace.model.kinds import Kind, Role, Verb

NAME = "주문 2026 & more"


def create(name: str = NAME, parent: str | None = None, attempt: str = "kit-folder") -> Action:
    return action(Verb.CREATE_FOLDER, {"name": name, "parent": parent}, name=attempt)


def rename(folder: str, name: str) -> Action:
    return action(Verb.RENAME_FOLDER, {"collection": folder, "name": name}, name=f"kit-rename-{name}")


def delete(folder: str, *, if_empty: bool = False) -> Action:
    return action(Verb.DELETE_FOLDER, {"collection": folder, "if_empty": if_empty}, name=f"kit-delete-{if_empty}")


class FolderContract(VerbContract):
    """What every connector keeps to that declares the verbs of folders."""

    def declares_folders(self) -> None:
        self.declares(Verb.CREATE_FOLDER, Verb.RENAME_FOLDER, Verb.DELETE_FOLDER)

    def listed(self, connect: Connect) -> dict[str, Collection]:
        return {each.name: each for each in connect().discover() if each.kind is Kind.EMAIL}

    def made(self, connect: Connect, name: str = NAME, parent: str | None = None) -> str:
        receipt = connect().perform(create(name, parent, f"kit-folder-{name}"))
        assert receipt.remote_id
        return receipt.remote_id

    def filled(self, connect: Connect, remote: Remote, folder: str) -> Email:
        """A mail that lies in the folder; in the inbox too where folders are labels."""
        mirror, mail = self.one_mail(connect, remote)
        verb = Verb.MOVE if Verb.MOVE in self.manifest.actions else Verb.LABEL
        payload = {"collection": mirror.collection.remote_id, "to": folder}
        connect().perform(action(verb, payload, key_of(mail), name="kit-into"))
        assert folder in remote.mailboxes(mail)
        return mail

    def refused(self, connect: Connect, wish: Action, *keys: str) -> None:
        with pytest.raises(Rejected) as caught:
            connect().perform(wish)
        assert is_plain(caught.value)
        assert caught.value.message_key in keys

    def test_a_folder_is_made_and_found(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        assert connect().find(create()) is None
        receipt = connect().perform(create())
        again = connect().find(create())
        assert again is not None
        assert again.remote_id == receipt.remote_id
        [folder] = [each for each in self.listed(connect).values() if each.remote_id == receipt.remote_id]
        assert (folder.name, folder.role) == (NAME, Role.OTHER)
        mail = self.filled(connect, remote, folder.remote_id)
        inside = Mirror(folder)
        inside.pull(connect())
        assert [each.message_id for each in inside.items.values() if isinstance(each, Email)] == [mail.message_id]

    def test_a_folder_is_made_in_another_one_and_renamed_with_it(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        outer = self.made(connect)
        inner = self.made(connect, "Inner", outer)
        before = self.listed(connect)
        assert before[f"{NAME}/Inner"].remote_id == inner
        receipt = connect().perform(rename(outer, "Outer"))
        after = self.listed(connect)
        assert {"Outer", "Outer/Inner"} <= after.keys()
        assert NAME not in after
        moved = self.renamed(receipt, outer)
        assert moved.get(inner, inner) == after["Outer/Inner"].remote_id
        self.refused(connect, delete(after["Outer"].remote_id), "folder_has_folders")

    def test_a_name_that_is_taken_or_cannot_be_is_refused(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        folder = self.made(connect)
        self.refused(connect, create(attempt="kit-other"), "folder_exists")
        self.refused(connect, create("", attempt="kit-none"), "folder_name")
        self.made(connect, "Second")
        self.refused(connect, rename(folder, "Second"), "folder_exists")
        assert {NAME, "Second"} <= self.listed(connect).keys()

    def renamed(self, receipt: Receipt, folder: str) -> dict[str, str]:
        """Old ids of collections with their new ones."""
        assert receipt.remote_id
        found: dict[str, str] = receipt.extra.get("renamed") or {folder: receipt.remote_id}  # type: ignore[assignment]
        assert found[folder] == receipt.remote_id
        return found

    def test_a_renamed_folder_keeps_its_mails(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        folder = self.made(connect)
        mail = self.filled(connect, remote, folder)
        before = Mirror(self.listed(connect)[NAME])
        before.pull(connect())
        wish = rename(folder, "새 이름")
        assert connect().find(wish) is None
        receipt = connect().perform(wish)
        found = connect().find(wish)
        assert found is not None
        assert (found.remote_id, dict(found.extra)) == (receipt.remote_id, dict(receipt.extra))
        listed = self.listed(connect)
        assert NAME not in listed
        assert listed["새 이름"].remote_id == receipt.remote_id
        assert receipt.remote_id in remote.mailboxes(mail)
        assert folder == receipt.remote_id or folder not in remote.mailboxes(mail)
        after = Mirror(listed["새 이름"])
        after.pull(connect())
        mark, names = str(receipt.extra.get("mark", "")), self.renamed(receipt, folder)
        assert after.items.keys() == {
            each.removesuffix(mark + folder) + mark + names[folder] if mark else each for each in before.items
        }

    def test_deleting_a_folder_loses_no_mail(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        folder = self.made(connect)
        mail = self.filled(connect, remote, folder)
        self.refused(connect, delete(folder, if_empty=True), "folder_not_empty")
        self.do_twice(connect, delete(folder))
        after, trash = self.listed(connect), self.with_role(connect(), Role.TRASH).name
        assert NAME not in after
        in_trash = {each.remote_id for each in after.values() if each.name.startswith(f"{trash}/")}
        places = remote.mailboxes(mail)
        assert places
        assert folder not in places - in_trash

    def test_an_empty_folder_is_deleted_as_undo_does_it(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        folder = self.made(connect)
        self.do_twice(connect, delete(folder, if_empty=True))
        assert NAME not in self.listed(connect)

    def test_what_the_service_needs_itself_stays(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        for role in (Role.INBOX, Role.TRASH):
            fixed = self.with_role(connect(), role)
            self.refused(connect, rename(fixed.remote_id, "Other"), "folder_fixed")
            self.refused(connect, delete(fixed.remote_id), "folder_fixed")
            assert fixed.name in self.listed(connect)

    def test_without_a_network_a_folder_waits(self, connect: Connect, remote: Remote) -> None:
        self.declares_folders()
        connector = connect()
        connector.check()
        remote.cut_network()
        for call in (connector.perform, connector.find):
            with pytest.raises(Transient):
                call(create())
        remote.mend_network()
        assert connector.perform(create()).remote_id
