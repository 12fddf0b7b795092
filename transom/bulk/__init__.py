"""One act on many tickets: a row for the run, a row for each ticket, the same verbs as for one."""
