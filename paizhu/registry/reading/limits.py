"""How much a file may hold. Whatever is beyond is refused before it is taken apart, so that none can exhaust a machine."""

MIB = 1024 * 1024

FILE_BYTES = 96 * MIB
# Inside an XLSX, unpacked: all parts together, and the table of texts, which has to be held whole.
UNPACKED_BYTES = 400 * MIB
SHARED_TEXT_BYTES = 64 * MIB
PARTS = 2_000
SHEETS = 500
STYLES = 70_000  # a spreadsheet program allows 64,000 forms of cells
CELLS = 3_000_000
ROWS = 500_000
COLUMNS = 64
CELL_CHARACTERS = 32_767  # what a spreadsheet program itself allows
JSON_OBJECTS = 600_000
JSON_VALUES = 6_000_000
MAP_BYTES = MIB
HEADER_WITHIN = 20  # rows at the top among which the headings are looked for
MOST_FAULTS = 1_000  # told one by one; beyond, the rest is counted
