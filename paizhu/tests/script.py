"""A few lines of Python as `paizhu.tests.commands` runs a module: its first word."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    exec(compile(sys.argv.pop(1), "script", "exec"), {"__name__": "__main__"})
