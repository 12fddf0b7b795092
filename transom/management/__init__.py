"""What an operator starts: one process or many, the demo, the pipe."""
