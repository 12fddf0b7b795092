"""How a desk is configured: the environment, Django's settings, the addresses of its pages."""
