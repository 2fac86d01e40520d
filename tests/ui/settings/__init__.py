"""Tests of the settings: sections, keys, lock and log."""
