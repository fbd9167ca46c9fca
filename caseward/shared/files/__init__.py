"""Reading and writing tables (CSV, XLSX) safely: no live formulas out, no guesses about encodings in."""
