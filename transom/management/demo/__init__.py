"""The fictional company behind `transom demo`: everything in it is made up, and made through the desk's own doors."""
