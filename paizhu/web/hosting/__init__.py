"""The host's space: what is asked of a host's organ, what it owes, what it did; and form files out and in."""
