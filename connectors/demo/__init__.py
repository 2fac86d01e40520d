"""The demo service: every verb over a made-up service; the connector to copy."""
