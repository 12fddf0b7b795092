"""Django's SQLite backend, with connections that are thrown away after an error."""
