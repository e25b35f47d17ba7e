"""The registry for commands that ask: opened only where there is one, so that the others do not wait for Django."""

import os
from datetime import date
from typing import TYPE_CHECKING

from paizhu import places
from paizhu.norms.ask.answer import of_reply
from paizhu.norms.ask.normalise import LONGEST, normalise
from paizhu.norms.ask.reply import Asker
from paizhu.norms.base import Base
from paizhu.norms.result import Result

if TYPE_CHECKING:
    from paizhu.registry.ruling import Here


def here(base: Base) -> "Here | None":
    """Return the registry; None where nothing was ever recorded. Raises Unusable when it cannot be reached."""
    if not _is_remote() and not places.database().exists():
        return None
    from paizhu.cli.django_ready import registry_ready

    with registry_ready():
        from paizhu.registry import here as registry

        return registry.here(base)


def here_for(text: str, base: Base) -> "Here | None":
    """Return the registry if the question may name an organ; None otherwise, for it is answered alike without it."""
    return here(base) if _may_name_organs(text) else None


def _may_name_organs(text: str) -> bool:
    if _is_remote():
        return True
    if len(text) > LONGEST or not places.database().exists():
        return False
    from paizhu.registry.called import organs
    from paizhu.registry.mentions import Recogniser

    known = organs(places.database())
    return known is None or bool(Recogniser({organ.id: organ for organ in known}).find(normalise(text)))


def _is_remote() -> bool:
    """Whether the registry is in another database than the file in the home."""
    return bool(os.environ.get("DATABASE_URL"))


def answer(asker: Asker, registry: "Here | None", text: str, today: date, lang: str) -> Result:
    """Return the answer to a question in words, about named organs where there is a registry that knows them."""
    if registry is None:
        return of_reply(asker.ask(text, today), asker.base, lang)
    from paizhu.registry.asking import ask

    return ask(registry, asker, text, today, lang)
