"""The PostgreSQL of the tests, where it was first needed."""

from paizhu.tests.postgresql import programs, running

__all__ = ["programs", "running"]
