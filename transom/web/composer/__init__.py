"""Writing at the desk: drafts, sending with undo, saved replies, macros, signatures."""
