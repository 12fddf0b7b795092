"""What moves on an open page: changed tickets, who is looking, who is typing."""
