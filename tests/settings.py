"""Settings for the tests: those of the desk, with the database that the run names."""
