"""Django's database backends where they have to differ."""
