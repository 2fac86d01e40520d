"""The composer: a letter that keeps itself, leaves from the right address, and can be called back."""
