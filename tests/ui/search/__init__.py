"""Tests of the palette and of the search field."""
