"""The IMAP connector on a real Dovecot, and on a server that misbehaves."""
