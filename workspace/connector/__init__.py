"""The promise between connectors and the engine: all that a connector imports besides model and mail craft."""
