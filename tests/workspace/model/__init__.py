"""Tests of what the core calls things."""
