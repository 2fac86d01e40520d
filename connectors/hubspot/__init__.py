"""HubSpot: contacts, companies, leads, deals and tickets, and mails, meetings and notes filed to them."""
