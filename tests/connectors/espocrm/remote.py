"""The stand-in as the conformance kit changes it, behind the connector's back."""

from collections.abc import Mapping

from connectors.espocrm.connector import EspoConnector
from tests.connectors.espocrm.hand import EspoHand
from tests.fakes.espocrm import PASSWORD, EspoFake
from tests.fakes.relay import Relay


class SmallPages(EspoConnector):
    """Pages so small that the kit's few records make several, and no limit of ours."""

    page_size = 3
    calls_per_second = 1e6


class EspoRemote(EspoHand):
    """One fresh server behind a cable that can be pulled."""

    secrets: Mapping[str, str] = {"password": PASSWORD}
    wrong_secrets: Mapping[str, str] = {"password": "wrong"}
    colleague: Mapping[str, str] = {"username": "jiyoung"}

    def __init__(self, fake: EspoFake, port: int) -> None:
        self.fake = fake
        self.port = port
        self.relay = Relay(port)
        self.settings = {"base_url": f"http://127.0.0.1:{self.relay.port}", "username": "minsu"}

    @property
    def direct_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self.relay.close()

    def forget_cursors(self) -> None:
        """As when the server was installed anew: its users are others."""
        for user in self.fake.users.values():
            user.id = self.fake.new_id()

    def cut_network(self) -> None:
        self.relay.cut()

    def mend_network(self) -> None:
        self.relay.mend()
