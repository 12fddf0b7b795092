"""The bell, its inbox, and what each person wants to hear."""
