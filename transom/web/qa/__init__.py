"""QA: who reproduces what, what came of it, and the thank-you that may be more than one."""
