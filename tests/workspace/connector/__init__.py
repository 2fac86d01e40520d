"""The promise between connectors and engine: the kit, the scaffold, the manifests."""
