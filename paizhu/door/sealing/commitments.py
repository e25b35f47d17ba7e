"""What entries about sealed matters commit to, kept sealed. The commitment is that of the content itself."""

from paizhu.door.models import Matter
from paizhu.door.sealing import cipher, keyring
from paizhu.door.sealing.cipher import Place
from paizhu.door.sealing.errors import KeyUnusable
from paizhu.door.secrecy import is_sealed
from paizhu.journal.sealed import Seals, Where

# The register of what was held and destroyed outlives the matter's key.
REGISTER = "retention."


def seals(matter: Matter | None, act: str) -> Seals | None:
    """Return what seals the content of an entry on a matter; None: it lies open."""
    if matter is None or act.startswith(REGISTER) or not is_sealed(matter):
        return None
    secret = keyring.key_of(matter, make=True)
    return lambda where, text: cipher.sealed(secret, _place(where), text)


def opened(where: Where, value: str) -> str:
    """Return the text of a sealed value. Raises KeyUnusable, Damaged."""
    matter = Matter.objects.filter(reference=where.matter).first()
    if matter is None:
        raise KeyUnusable(where.matter)
    return cipher.opened(keyring.key_of(matter), _place(where), value)


def _place(where: Where) -> Place:
    return Place(where.matter, "journal_content", "value", f"{where.log}/{where.number}/{where.name}")
