"""Official documents in the layout of GB/T 9704, made from the record: as pages to look at, PDF and DOCX."""
