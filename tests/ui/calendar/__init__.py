"""Tests of the calendar screen."""
