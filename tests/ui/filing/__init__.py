"""Tests of ui/filing."""
