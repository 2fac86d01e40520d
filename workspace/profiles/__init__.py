"""Connector profiles: what an admin writes once so that users need no settings. Formats are in ``docs/profiles.md``."""
