"""Tests of ui/compose."""
