"""What comes up without a clock: meetings, and acts that a period still expects; told once each, by the worker."""
