"""The whole desk as JSON Lines that any program can read. `docs/export.md` is its contract."""
