-- Of a finding of an exact list (scan --edm): {"list", "list_rows", "row_count", "keys"}, the keys of the
-- first rows only. Keys are what the list's maker chose to be shown.
ALTER TABLE findings ADD COLUMN exact_rows TEXT;
