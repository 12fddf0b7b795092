"""Who acts on the desk: people with roles, their teams, and the mailboxes that reach them."""
