"""Spans of time as a clock shows them."""


def clock_words(seconds: int) -> str:
    """Minutes and seconds: "0:07", "12:30", "1:02:30". js/table.js goes on from there and writes the same."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
