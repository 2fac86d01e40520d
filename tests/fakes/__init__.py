"""Services with real state over real sockets, one module a service."""
