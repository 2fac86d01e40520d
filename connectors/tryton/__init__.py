"""Tryton: parties, leads and opportunities, with mail filed to them as notes and attachments."""
