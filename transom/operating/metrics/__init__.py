"""Figures for monitoring: what the queues hold, asked of the database within bounds, and what the process counted."""
