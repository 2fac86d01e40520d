"""The window: reads the store, queues actions, asks; never connects."""
