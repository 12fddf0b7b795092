"""Transom: a self-hosted support desk that runs the process of support, not just the inbox."""

__version__ = "0.2.0"
