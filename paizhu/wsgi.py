"""The entry for any WSGI server; `paizhu up` uses it as well."""

import os

from django.core.wsgi import get_wsgi_application

from paizhu.places import ensure_secret_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
if not os.environ.get("PAIZHU_SECRET_KEY_FILE"):
    ensure_secret_key()

application = get_wsgi_application()
