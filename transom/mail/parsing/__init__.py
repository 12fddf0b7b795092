"""The parser in a disposable child process with limits of its own, so that no mail can hurt the desk."""
