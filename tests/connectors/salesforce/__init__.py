"""The Salesforce connector on a stand-in that knows the object reference."""
