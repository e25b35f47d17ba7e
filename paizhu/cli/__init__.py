"""The command line: thin commands over the same queries as the pages.

Each command is a module with a Typer `app` of its own and is imported only when it is called, so that
`paizhu ask` does not wait for Django.
"""

import sys


def main() -> None:
    """Run the command line; the entry point of `paizhu`."""
    # Typer looks its own words up while it is imported, so the language comes first.
    from paizhu.cli import language

    language.use()
    from paizhu.cli.group import app

    sys.exit(app())
