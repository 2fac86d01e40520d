"""The command line: how it speaks, and how it fails."""
