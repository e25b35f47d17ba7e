"""Paizhu 派驻: a work platform for stationed oversight."""

import os

__version__ = "0.1.0"

# NumPy's products here are too small to share out: on a busy machine its threads cost ten times what they save.
# It looks at this once, when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
