"""Tests of the chat reader."""
