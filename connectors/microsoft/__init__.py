"""Microsoft 365: Outlook mail, calendars, contacts and Teams through Microsoft Graph v1.0."""
