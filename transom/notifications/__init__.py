"""Telling people of the desk what raises work for them: at the desk, in the browser, by mail."""
