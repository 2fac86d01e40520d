"""The connector passes Workspace's conformance kit on the service."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import pytest

from board_service import Board, running
from workspace.connector.contract import Connect, ConnectorContract, Remote
from workspace.connector.errors import Rejected
from workspace.model.items import Item
from workspace.model.kinds import Kind


class BoardRemote(Remote):
    """The service as the kit changes it, behind the connector's back."""

    secrets: Mapping[str, str] = {"token": "right"}
    wrong_secrets: Mapping[str, str] = {"token": "wrong"}

    def __init__(self, board: Board) -> None:
        self.board = board
        self.settings = {"base_url": board.url}

    def add(self, kind: Kind, title: str, received_at: datetime) -> None:
        self.board.post("lobby", "mina", title, received_at)

    def change(self, item: Item, title: str) -> None:
        self.board.edit(item.remote_id, title)

    def delete(self, item: Item) -> None:
        self.board.delete(item.remote_id)

    def said(self) -> list[str]:
        return [notice.text for notice in self.board.notices.values() if notice.board == "lobby"]

    def forget_cursors(self) -> None:
        self.board.epoch += 1

    def cut_network(self) -> None:
        self.board.is_cut_off = True

    def mend_network(self) -> None:
        self.board.is_cut_off = False


class TestBoard(ConnectorContract):
    connector_id = "board"

    @pytest.fixture
    def remote(self) -> Iterator[BoardRemote]:
        with running() as board:
            yield BoardRemote(board)

    @pytest.mark.parametrize("base_url", ["", "ftp://board.example", "http://board.example"])
    def test_an_address_without_encryption_is_refused(self, connect: Connect, base_url: str) -> None:
        with pytest.raises(Rejected):
            connect(base_url=base_url)
