"""Is this desk fit to run? Each module looks at one part of it; `look.py` asks them all. Looking changes nothing."""
