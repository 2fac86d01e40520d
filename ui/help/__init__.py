"""Help: pages by topic, on this computer, searched as one types."""
