"""A stand-in may get the port of an earlier one: what connectors learned of an address goes after each test."""

from collections.abc import Iterator

import pytest

from connectors.hubspot.api import Api
from connectors.microsoft.graph import Graph
from connectors.odoo.models import Schema as OdooSchema
from connectors.salesforce.connector import SalesforceConnector
from connectors.salesforce.line import Line
from connectors.salesforce.schema import Schema
from connectors.slack.connector import SlackConnector

LEARNED = (
    *(Api.buckets, Graph.buckets, OdooSchema._kept, SlackConnector.known, SalesforceConnector.known),
    *(Line.buckets, Line.counting, Line.usage, Line.versions),
    *(Schema.known, Schema._there, Schema._plain),
)


@pytest.fixture(autouse=True)
def what_was_learned_is_forgotten() -> Iterator[None]:
    yield
    for kept in LEARNED:
        kept.clear()
