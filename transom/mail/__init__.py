"""Mail in and mail out: stored before it is acknowledged, read in the worker, sent from rows."""
