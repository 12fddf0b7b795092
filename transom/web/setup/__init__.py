"""Setting the desk up and looking after its mail."""
