-- What happened to contacts. Redis proposes, these tables confirm.

-- One row per city: its era, and how far the recorder has read the city's events.
CREATE TABLE dispatch.city (
  code text PRIMARY KEY,
  era text NOT NULL DEFAULT '',
  cursor_era text NOT NULL DEFAULT '',
  cursor_n bigint NOT NULL DEFAULT 0,
  cursor_id text NOT NULL DEFAULT '0-0'
);

CREATE TABLE dispatch.contact (
  id uuid PRIMARY KEY,
  city text NOT NULL REFERENCES dispatch.city (code),
  origin text NOT NULL,
  medium text NOT NULL,
  channel text NOT NULL,
  level text NOT NULL,
  -- Why it stands at that level: selfReport, crisisWord or card.
  level_from text NOT NULL DEFAULT 'selfReport',
  danger boolean NOT NULL DEFAULT false,
  -- Grows with each change of level, danger or wishes, so that a late one cannot undo a newer one.
  level_rev bigint NOT NULL DEFAULT 0,
  avoid_county boolean NOT NULL,
  wants_gender text,
  minor boolean NOT NULL DEFAULT false,
  held_back boolean NOT NULL DEFAULT false,   -- a supervisor confirmed that this person harassed
  avoid uuid[] NOT NULL,
  arrival timestamptz NOT NULL,
  stage text NOT NULL,
  outcome text,
  holder uuid,
  -- Grows by one at each change of stage or holder; an older one never overwrites a newer one.
  term bigint NOT NULL DEFAULT 0,
  -- The last sequence number of the conversation; written by the conversation alone.
  head bigint NOT NULL DEFAULT 0,
  returned boolean NOT NULL DEFAULT false,
  left_quickly boolean NOT NULL DEFAULT false,
  hung_up boolean NOT NULL DEFAULT false,     -- a call that came in: nobody is on the line any more
  closed_at timestamptz
);

CREATE INDEX contact_open ON dispatch.contact (city) WHERE stage <> 'closed';

-- The history: every event of Redis, once, in order.
CREATE TABLE dispatch.event (
  city text NOT NULL,
  era text NOT NULL,
  n bigint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  contact uuid,
  volunteer uuid,
  state jsonb,
  PRIMARY KEY (city, era, n)
);

CREATE INDEX event_contact ON dispatch.event (contact, at);
