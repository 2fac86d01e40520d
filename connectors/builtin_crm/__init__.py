"""The built-in CRM: customers and what was filed to them, in an encrypted file of its own."""
