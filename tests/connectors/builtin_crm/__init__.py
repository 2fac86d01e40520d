"""Tests of the built-in CRM."""
