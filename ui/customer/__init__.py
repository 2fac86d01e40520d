"""The customer panel: who somebody is in every CRM, and all that passed between us."""
