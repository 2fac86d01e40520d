"""One folder per service, each complete in itself: manifest.toml, connector.py, icon.svg."""
