-- What staff did and looked at. Rows are only ever added, each sealed over the one before it.
CREATE TABLE audit.entry (
  n bigint PRIMARY KEY,                 -- 1, 2, 3 … without a hole
  at timestamptz NOT NULL,
  who text NOT NULL,                    -- account:<uuid>, or nobody
  action text NOT NULL,                 -- login, transcript.open …
  subject text NOT NULL,                -- account:<uuid>, contact:<uuid> …
  detail text NOT NULL,                 -- JSON of codes; never a name, a number or a word said
  previous bytea NOT NULL,              -- seal of row n - 1; 32 zero bytes for the first
  seal bytea NOT NULL                   -- SHA-256 over all the above
);

CREATE INDEX entry_subject ON audit.entry (subject, n);
CREATE INDEX entry_who ON audit.entry (who, n);

CREATE FUNCTION audit.seal(
  n bigint, at timestamptz, who text, action text, subject text, detail text, previous bytea)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  -- A JSON array, so that no two different rows read the same.
  SELECT sha256(convert_to(json_build_array(
    n, (extract(epoch FROM at) * 1000000)::bigint, who, action, subject, detail,
    encode(previous, 'hex'))::text, 'UTF8'))
$$;

CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is never changed';
END $$;

CREATE TRIGGER entry_unchanged BEFORE UPDATE OR DELETE ON audit.entry
  FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER entry_kept BEFORE TRUNCATE ON audit.entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
