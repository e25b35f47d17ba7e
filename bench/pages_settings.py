"""The product's settings, with one more page: the bare one that bench/pages.py compares with."""

from paizhu.settings import *  # noqa: F403

ROOT_URLCONF = "bench.pages_urls"
