"""Whom the desk serves: customers (organisations) and the contacts who write for them."""
