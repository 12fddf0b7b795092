"""Silence: the follow-up that asks again, the weekly clearance, and the way back for who was only busy."""
