"""Acting on a selection of tickets."""
