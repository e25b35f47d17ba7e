"""The matters of the demonstration's city, kind by kind; each kind has a module of its own with a `make`."""

from tools import (
    demonstration_city,
    demonstration_letters,
    demonstration_levels,
    demonstration_liaison,
    demonstration_meetings,
    demonstration_rectification,
    demonstration_retention,
    demonstration_support,
    demonstration_tasks,
)

KINDS = (
    demonstration_tasks,
    demonstration_letters,
    demonstration_support,
    demonstration_meetings,
    demonstration_rectification,
    demonstration_levels,
    demonstration_city,
    demonstration_liaison,
    demonstration_retention,
)
