"""The door: every write is an act that a seat does, on a ground, within its limit, on record. See docs/door.md."""
