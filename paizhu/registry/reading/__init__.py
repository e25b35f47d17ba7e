"""Reading the files people have (JSON, XLSX, CSV) into records, with every fault at once."""

import os

# Where defusedxml is installed openpyxl parses in plain Python, at half the speed. `xlsx_layout` has refused document
# types and entities in every part before openpyxl sees one. Read when openpyxl is imported, so it stands here.
os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")
