"""Mirrors the core, one folder a package."""
