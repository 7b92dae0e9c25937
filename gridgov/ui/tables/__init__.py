"""Lists of records: ids in order, rows fetched page by page."""
