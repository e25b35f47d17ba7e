"""A process of its own that works on one upload: `python -m paizhu.web.changing.apart TOKEN TASK`."""

import os
import sys

import django
from django.utils.module_loading import import_string

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "paizhu.settings")
    django.setup()
    # Named, not imported: models can be loaded only now.
    token, task = sys.argv[1:]
    import_string("paizhu.web.changing.work.do")(import_string("paizhu.web.changing.jobs.job")(token), task)
