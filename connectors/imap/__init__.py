"""Mail over IMAP4rev1 (RFC 3501) and SMTP (RFC 5321): any mail server that speaks the two."""
