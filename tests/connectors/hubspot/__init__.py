"""HubSpot, against the stand-in."""
