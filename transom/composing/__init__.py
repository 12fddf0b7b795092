"""Words before they are said: drafts, saved replies, macros and signatures."""
