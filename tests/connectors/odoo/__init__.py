"""Tests of the Odoo connector."""
