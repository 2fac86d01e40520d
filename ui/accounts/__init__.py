"""Accounts: the page, the first run, and the form to add one or sign in again."""
