"""Mail fetched from elsewhere by IMAP: accounts, the session, and what is marked once a mail is durable here."""
