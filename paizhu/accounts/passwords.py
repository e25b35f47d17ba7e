"""What a password must be, where Django says it in English only."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class Length(MinimumLengthValidator):
    """Django rephrased its message and lost the translation of it."""

    def get_error_message(self) -> str:
        """Return what is wrong with a password that is too short."""
        return _("This password is too short: expected {least} characters or more.").format(
            least=self.min_length
        )
