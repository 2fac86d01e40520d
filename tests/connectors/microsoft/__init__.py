"""The Microsoft 365 connector on the Graph stand-in."""
