-- Rules of which anything in the item passed its check, whatever came of it: their bits (base/rule_bits.hpp), a
-- byte each, or all 256 when they are many. NULL: nobody knows.
ALTER TABLE items ADD COLUMN candidates BLOB;
