"""The product's settings, and beside its applications the two that bench/recorded.py compares with."""

from paizhu.settings import *  # noqa: F403
from paizhu.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "simple_history", "auditlog", "bench.peers"]
