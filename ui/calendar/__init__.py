"""One calendar over all accounts, coloured by workplace."""
