"""A demo connector whose service cannot be asked what it has: ``find`` is not supported."""

from connectors.demo.connector import DemoConnector
from tests.workspace.engine.faulty import FaultyConnector
from workspace.connector.errors import Unsupported
from workspace.model.actions import Action, Receipt


class ForgetfulConnector(FaultyConnector):
    def find(self, action: Action) -> Receipt | None:
        raise Unsupported(connector=DemoConnector.__name__)


CONNECTOR = ForgetfulConnector
