"""Odoo 17 and later: contacts, companies, leads, deals, tickets and tasks, and the mails filed to them."""
