-- What the people of a line decide about it: its texts, its directory, its lists, whether it is
-- open. Rows are versions: a change adds one and keeps what was before. What is shipped is version
-- 1 and stands in no table.

CREATE TABLE settings.text (
  city text NOT NULL,
  key text NOT NULL,
  version integer NOT NULL CHECK (version > 1),
  zh text NOT NULL,
  en text NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'withdrawn')),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  city_wide boolean NOT NULL,           -- whether the proposer answers for the whole city
  decided_by uuid,                      -- who approved or withdrew it
  decided_at timestamptz,
  PRIMARY KEY (city, key, version),
  CONSTRAINT four_eyes CHECK (state <> 'approved' OR decided_by <> proposed_by)
);

CREATE UNIQUE INDEX text_proposed ON settings.text (city, key) WHERE state = 'proposed';

-- A number to call. It is shown once this very version is confirmed: somebody rang it.
CREATE TABLE settings.directory (
  city text NOT NULL,
  id text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  county text,                          -- null: for the whole city
  kind text NOT NULL CHECK (kind IN ('safety', 'referral')),
  place integer NOT NULL,
  number text NOT NULL,
  zh text NOT NULL,
  en text NOT NULL,
  audience text NOT NULL,
  hours text NOT NULL,
  active boolean NOT NULL,              -- false: taken out
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (city, id, version)
);

-- Who read which version of a text, or rang which version of a number.
CREATE TABLE settings.confirmation (
  city text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('text', 'number')),
  item text NOT NULL,
  version integer NOT NULL,
  confirmed_by uuid NOT NULL,
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (city, kind, item, version)
);

-- A code of a list. Its meaning never changes, only its words; a code is retired, never removed,
-- so that what was counted stays readable. The version is the list's at which this was written.
CREATE TABLE settings.list_item (
  city text NOT NULL,
  list text NOT NULL,
  code text NOT NULL,
  version integer NOT NULL CHECK (version > 1),
  place integer NOT NULL,
  zh text NOT NULL,
  en text NOT NULL,
  active boolean NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (city, list, version)
);

-- Whether a city's line is open; a city without a row never was.
CREATE TABLE settings.line (
  city text PRIMARY KEY,
  open boolean NOT NULL,
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL
);

-- A seat tried end to end: by whom, with which contact, and when it had worked.
CREATE TABLE settings.trial (
  contact uuid PRIMARY KEY,
  city text NOT NULL,
  started_by uuid NOT NULL,
  started_at timestamptz NOT NULL,
  passed_at timestamptz
);

CREATE INDEX trial_city ON settings.trial (city, started_at);
