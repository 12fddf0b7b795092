"""People come, change and leave: the verbs, and what is written down of each."""
