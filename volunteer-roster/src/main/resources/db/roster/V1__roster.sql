-- Who can serve, and when. See ops/docs/roster.md.
-- Times are instants; local dates and times of day (Asia/Shanghai) are resolved before they come
-- here, so that no answer depends on a session's time zone.

CREATE TABLE roster.city (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{6}$'),
  name text NOT NULL
);

-- A county and its team are one thing: each county has exactly one team.
CREATE TABLE roster.county (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{6}$'),
  city text NOT NULL REFERENCES roster.city,
  name text NOT NULL,
  UNIQUE (city, code)
);

CREATE TABLE roster.volunteer (
  id uuid PRIMARY KEY,
  city text NOT NULL,
  county text NOT NULL,
  name text NOT NULL,
  alias text NOT NULL,
  gender text NOT NULL CHECK (gender IN ('female', 'male', 'other')),
  media text[] NOT NULL,
  active boolean NOT NULL,
  -- The first instant without a valid qualification; null is without one.
  qualified_until timestamptz,
  -- A and B are asked first for somebody in danger.
  grade text NOT NULL CHECK (grade IN ('A', 'B', 'C')),
  cleared_for_minors boolean NOT NULL,
  cleared_for_nights boolean NOT NULL,
  township text,
  unit text,
  FOREIGN KEY (city, county) REFERENCES roster.county (city, code)
);
CREATE INDEX volunteer_county ON roster.volunteer (county);
CREATE INDEX volunteer_township ON roster.volunteer (city, township) WHERE township IS NOT NULL;
CREATE INDEX volunteer_unit ON roster.volunteer (city, unit) WHERE unit IS NOT NULL;

CREATE TABLE roster.shift (
  id uuid PRIMARY KEY,
  county text NOT NULL REFERENCES roster.county,
  name text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE INDEX shift_county_time ON roster.shift (county, starts_at, ends_at);

-- How many volunteers a shift wants in each kind of seat.
CREATE TABLE roster.seat (
  shift uuid NOT NULL REFERENCES roster.shift ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('atDesk', 'onCall')),
  wanted int NOT NULL CHECK (wanted > 0),
  PRIMARY KEY (shift, kind)
);

-- Who sits where. A draft (not published) counts for nobody but the coordinator.
CREATE TABLE roster.assignment (
  shift uuid NOT NULL REFERENCES roster.shift ON DELETE CASCADE,
  volunteer uuid NOT NULL REFERENCES roster.volunteer,
  kind text NOT NULL CHECK (kind IN ('atDesk', 'onCall')),
  published boolean NOT NULL DEFAULT false,
  PRIMARY KEY (shift, volunteer)
);
CREATE INDEX assignment_volunteer ON roster.assignment (volunteer);
