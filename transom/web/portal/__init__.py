"""Pages for customers: what a one-time link opens."""
