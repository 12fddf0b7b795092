"""Thin surfaces: they read what a verb needs, call it, and pick the page."""
