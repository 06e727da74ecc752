-- One data key per person, wrapped by the master key, which is never in the database.
CREATE TABLE vault.person_key (
  person     uuid PRIMARY KEY,
  -- Which master key wraps it: the first eight hexadecimal digits of that key's SHA-256.
  master     text,
  -- Empty once the person is erased; the row stays, so that the key is never made again.
  wrapped    bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  erased_at  timestamptz,
  CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL)),
  CHECK ((wrapped IS NULL) = (master IS NULL))
);
