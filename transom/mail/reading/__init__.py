"""Reading mail: from raw bytes to plain data. Pure: no database, no network, no clock."""
