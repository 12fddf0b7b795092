"""What a desk costs: measured on real processes, against the limit of the same machine in the same run."""
