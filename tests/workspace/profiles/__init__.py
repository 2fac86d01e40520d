"""Tests of the admin's profiles: real files in a temporary folder."""
