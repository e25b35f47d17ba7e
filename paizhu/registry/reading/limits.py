"""How much a file may hold. Whatever is beyond is refused before it is taken apart, so that none can exhaust a machine."""

MIB = 1024 * 1024

FILE_BYTES = 64 * MIB
CSV_BYTES = 48 * MIB
# Inside an XLSX, unpacked: all parts together, and the table of texts, which has to be held whole.
UNPACKED_BYTES = 400 * MIB
SHARED_TEXT_BYTES = 64 * MIB
PARTS = 2_000
SHEETS = 500
STYLES = 70_000  # a spreadsheet program allows 64,000 forms of cells
CELLS = 2_000_000
TAGS = 14_000_000  # of one part; a cell has four or six
ROWS = 500_000
COLUMNS = 64
CELL_CHARACTERS = 32_767  # what a spreadsheet program itself allows
JSON_OBJECTS = 600_000
JSON_VALUES = 6_000_000
JSON_KEYS = 1_000  # of one object
MAP_BYTES = MIB
HEADER_WITHIN = 20  # rows at the top among which the headings are looked for
MOST_FAULTS = 1_000  # told one by one; beyond, the rest is counted
FAULTS = 20_000  # looked for; beyond, the rest of the file is left unread
HINTS = 50  # of an id that is near one that is not there; each takes a look at thousands
CIRCLES = 1_000
SPANS = 5_000  # of one post, or of one office over units: the database compares each with each
