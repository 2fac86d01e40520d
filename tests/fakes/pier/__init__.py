"""A connector for tests of signing in: mail of the invented service in ``tests/fakes/authority.py``."""
