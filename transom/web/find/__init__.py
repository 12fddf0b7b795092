"""Finding tickets, saved views, and what the palette asks."""
