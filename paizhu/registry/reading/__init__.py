"""Reading the files people have (JSON, XLSX, CSV) into records, with every fault at once."""
