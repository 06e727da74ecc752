-- What each city decided about who serves whom; the shipped configuration is version 1 and stands
-- in no row.
CREATE TABLE dispatch.policy (
  city text NOT NULL,
  version integer NOT NULL CHECK (version > 1),
  -- JSON as on the wire; kept as text, since nothing in the database looks into it.
  body text NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (city, version)
);
