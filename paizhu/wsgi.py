"""The entry for any WSGI server; `paizhu up` uses it as well."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from django.utils.module_loading import import_string

from paizhu.places import ensure_secret_key

# A pack with faults ends the start here, before anything is written or served. Named, not imported: this
# module is called from the command line, which must not depend on the pages.
import_string("paizhu.opened.opened")()

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
if not os.environ.get("PAIZHU_SECRET_KEY_FILE"):
    ensure_secret_key()

application = get_wsgi_application()
# Any address: the views of all pages are loaded to find one, which the first page would else wait for.
resolve("/organs/")
# What is loaded now stays, whichever server it is: to look through it again would keep requests waiting for a quarter of a
# second. A page makes some thousands of objects and leaves hardly any in a circle: to look through them after every 700 takes
# a twentieth of its time.
gc.freeze()
gc.set_threshold(10_000)
