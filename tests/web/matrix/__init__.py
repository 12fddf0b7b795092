"""Who may do what at every address: a row for each, and every method, role and object tried against it."""
