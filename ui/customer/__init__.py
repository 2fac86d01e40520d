"""The customer panel beside the reader."""
