"""The second process: pulls what the services have, performs what the user wants, and is the only one that connects."""
