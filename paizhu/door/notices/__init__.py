"""What organs are told, and which of it each person has read."""
