"""Files of sealed matters: each file's own key is wrapped with one made from that of the matter, and goes with it."""

from collections.abc import Iterator
from functools import partial

from paizhu.door.attachments import keys, store
from paizhu.door.attachments.keys import Key
from paizhu.door.attachments.models import Attachment
from paizhu.door.models import Matter
from paizhu.door.sealing import keyring
from paizhu.door.secrecy import is_sealed

# In place of the id of a key of the key file.
OF_MATTER = "of-its-matter---"


def key_for(matter: Matter) -> Key | None:
    """Return the key with which those of new files of a matter are wrapped; None: the one for all files."""
    return Key(OF_MATTER, keyring.of_files(matter, make=True)) if is_sealed(matter) else None


def read(attachment: Attachment) -> Iterator[bytes]:
    """Give the content of an attachment piece by piece, as `store.read`. Raises Damaged, KeyUnusable."""
    return store.read(attachment.file, partial(_key_of, attachment.matter))


def wrap_anew(attachment: Attachment) -> None:
    """Wrap the key of a file that was there before its matter was sealed with that of the matter. Raises Damaged, KeyUnusable.

    Done twice it is as done once: the file says itself with which key it can be read.
    """
    key = key_for(attachment.matter)
    assert key is not None
    store.wrap_anew(attachment.file, partial(_key_of, attachment.matter), key)
    Attachment.objects.filter(pk=attachment.pk).update(key=OF_MATTER)


def _key_of(matter: Matter, id_: str) -> Key:
    return Key(id_, keyring.of_files(matter)) if id_ == OF_MATTER else keys.of(id_)
