"""Tests of snooze, mute and pin."""
