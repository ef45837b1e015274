-- How files that people mark as private were treated when the target was scanned last
-- (PrivatePolicy::description()). NULL: like all others.
ALTER TABLE targets ADD COLUMN private TEXT;
