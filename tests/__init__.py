"""The tests: `workspace`, `connectors` and `ui` mirror the source, `journeys` cross it."""
