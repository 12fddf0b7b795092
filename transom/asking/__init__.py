"""What the customer is asked by a one-time link: to approve an estimate, to say whether it works."""
