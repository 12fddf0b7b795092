"""The whole desk in one file, and back. `docs/backup.md` tells when; decision 15 tells why it is made so."""
