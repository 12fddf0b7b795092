"""The pages of a meeting over tickets."""
