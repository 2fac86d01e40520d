"""The promise between connectors and the engine, and all that a connector may import besides the model and mail craft."""
