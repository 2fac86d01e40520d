"""The nouns of the product: frozen dataclasses and enums that every layer shares and that import nothing of ours."""
