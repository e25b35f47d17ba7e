"""The arithmetic of clocks: working-day calendars, and when a period ends."""
