"""The rules of the house, each held by a test that reads the source. Every rule shows that it can be broken."""
