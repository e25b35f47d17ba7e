"""What is sent to the pages, while it is sent: in the home, and in files without a name."""

import tempfile
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from paizhu import places
from paizhu.web.uploads import LARGEST


class UnnamedFileUploadHandler(FileUploadHandler):
    """Keeps a file that is too large for memory. A process that is killed leaves nothing of it.

    Beyond the largest that any form takes nothing is written: the form sees the whole size, and refuses.
    """

    file: IO[bytes] = BytesIO()
    written = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        folder = places.uploading()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.file, self.written = tempfile.TemporaryFile(dir=folder), 0  # noqa: SIM115  Django closes it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece."""
        if self.written <= max(LARGEST, settings.ATTACHMENT_MAX_BYTES):
            self.file.write(raw_data)
            self.written += len(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """End the file. file_size: of all that was sent."""
        self.file.seek(0)
        return UploadedFile(
            self.file, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """Forget what came of a request that broke off."""
        self.file.close()
