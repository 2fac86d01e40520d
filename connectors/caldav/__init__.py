"""Calendars and address books over CalDAV (RFC 4791) and CardDAV (RFC 6352)."""
