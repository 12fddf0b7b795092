"""One queue manager at any moment: planning, handing over, taking over, and the alarm where nobody holds it."""
