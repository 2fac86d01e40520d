"""Salesforce: contacts, accounts, leads, opportunities and cases, and mail filed to them as the org's own emails."""
