"""The conformance kit on a real EspoCRM: ``make live NAME=espocrm``."""

from connectors.espocrm.connector import EspoConnector
from tests.connectors.espocrm.hand import EspoHand
from tests.live import Foreign, Keys, LiveContract


class LiveEspo(EspoHand, Foreign):
    """A server that is not ours; ``colleague`` is a second user name with the same password."""

    def __init__(self, keys: Keys) -> None:
        Foreign.__init__(self, keys)
        self.colleague = {"username": keys.more["colleague"]} if "colleague" in keys.more else {}

    def tidy(self) -> None:
        EspoHand.tidy(self)


class SmallPages(EspoConnector):
    """Pages so small that the kit's few records make several."""

    page_size = 3


class TestLive(LiveContract):
    connector_id = "espocrm"
    connector_class = SmallPages
    foreign = LiveEspo
