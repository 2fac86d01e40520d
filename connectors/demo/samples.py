"""Sample data for a new service: one JSON file a persona, with times relative to now."""

from datetime import datetime

from connectors.demo.service import DemoService
from workspace.connector.errors import Rejected


def load(service: DemoService, persona: str, now: datetime) -> None:
    """Fill a new service; raises ``Rejected`` if there is no such persona."""
    raise Rejected("setting_wrong", field="persona", reason=f"there is no {persona}")
