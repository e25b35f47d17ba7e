"""Organs, relations, people, posts and seats: who is who, and since when."""
