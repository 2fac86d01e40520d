"""The only SQL of the product: three encrypted SQLite files, each with exactly one writer."""
