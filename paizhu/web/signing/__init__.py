"""Signing in and out, the seat to act from, and what belongs to one's own account."""
