"""Tests of whom an item is about and what would be written."""
