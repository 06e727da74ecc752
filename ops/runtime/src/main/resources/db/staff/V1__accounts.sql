CREATE TABLE staff.account (
  id uuid PRIMARY KEY,                  -- the same as the volunteer's in the roster
  username text NOT NULL UNIQUE,        -- NFKC, lower case
  name text NOT NULL,
  alias text NOT NULL,                  -- what help seekers see
  city text NOT NULL,
  county text,                          -- null: works for the whole city
  roles text[] NOT NULL CHECK (cardinality(roles) > 0),
  password text,                        -- Argon2id in PHC form; null until an invitation is used
  active boolean NOT NULL DEFAULT true, -- false: cannot sign in, sessions are ended
  created_at timestamptz NOT NULL
);

CREATE INDEX account_place ON staff.account (city, county);

-- A session is known by the SHA-256 of its token; the token itself is only in the cookie.
CREATE TABLE staff.session (
  key bytea PRIMARY KEY,
  account uuid NOT NULL REFERENCES staff.account,
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,         -- last use, to the nearest minutes
  expires_at timestamptz NOT NULL,      -- moves with use
  locked boolean NOT NULL DEFAULT false -- the screen shows nothing until the password is typed
);

CREATE INDEX session_account ON staff.session (account);
CREATE INDEX session_expires ON staff.session (expires_at);

-- Tries at a password, charged before the password is looked at. A key is the SHA-256 of a typed
-- name or of an address, so that neither stands here.
CREATE TABLE staff.attempt (
  key text PRIMARY KEY,
  failures integer NOT NULL,
  window_from timestamptz NOT NULL,
  locked_until timestamptz              -- null: not locked
);

CREATE INDEX attempt_window ON staff.attempt (window_from);

-- One-time links; a row stays after use, so that a second use can be told from an unknown link.
CREATE TABLE staff.invitation (
  key bytea PRIMARY KEY,                -- SHA-256 of the token in the link
  account uuid NOT NULL REFERENCES staff.account,
  invited_by uuid REFERENCES staff.account,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX invitation_account ON staff.invitation (account);

-- The one-time link by which the first administrator comes in, while there is no account at all.
CREATE TABLE staff.first_link (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  key bytea NOT NULL,                   -- SHA-256 of the token in the link
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
