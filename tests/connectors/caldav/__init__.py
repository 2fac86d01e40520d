"""The CalDAV connector on a real Radicale."""
