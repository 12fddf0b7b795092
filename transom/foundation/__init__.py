"""What every other package stands on and what knows nothing of support: addresses, claims, faults, tokens."""
