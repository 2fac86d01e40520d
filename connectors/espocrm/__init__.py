"""The EspoCRM connector."""
