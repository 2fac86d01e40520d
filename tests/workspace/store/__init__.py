"""Tests of the store: real encrypted files in a temporary folder."""
