"""From a customer's mail to the CRM as pure functions: whom is it about, what would be written, why
not.
"""
