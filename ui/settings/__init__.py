"""Settings of the window: theme, language and text size."""
