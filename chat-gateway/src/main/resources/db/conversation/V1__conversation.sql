-- What was said, and what a help seeker told when opening. Words and whatever names a person are
-- sealed before they come here (bytea); codes, numbers and times are plain so that they can be
-- counted. No foreign key to dispatch.contact: its row is locked by every writer anyway.

CREATE TABLE conversation.entry (
  contact   uuid        NOT NULL,
  seq       bigint      NOT NULL CHECK (seq > 0),   -- gapless from 1 within the contact
  sender    uuid        NOT NULL,                   -- the contact itself, a volunteer, or the house
  client_id uuid        NOT NULL,                   -- chosen by the sender's page
  side      smallint    NOT NULL CHECK (side BETWEEN 1 AND 3),  -- 1 seeker, 2 volunteer, 3 system
  kind      smallint    NOT NULL CHECK (kind BETWEEN 1 AND 3),  -- 1 text, 2 notice, 3 changed
  alias     text,                                   -- the volunteer's alias as it was shown
  body      bytea       NOT NULL,                   -- AEAD over contact | sender | client id | kind
  at        timestamptz NOT NULL,
  PRIMARY KEY (contact, seq),
  UNIQUE (contact, sender, client_id)
);

-- What supervisors whisper to volunteers. A table of its own, so that nothing that reads what was
-- said for a help seeker can come upon it.
CREATE TABLE conversation.whisper (
  contact   uuid        NOT NULL,
  number    bigint      NOT NULL CHECK (number > 0),  -- gapless from 1 within the contact
  sender    uuid        NOT NULL,                   -- the supervisor
  client_id uuid        NOT NULL,                   -- chosen by the supervisor's page
  holder    uuid        NOT NULL,                   -- the volunteer to whom it was whispered
  alias     text        NOT NULL,                   -- the supervisor's, as it was shown
  body      bytea       NOT NULL,                   -- sealed; name: whisper, sender, client id
  after     bigint      NOT NULL,                   -- the last entry of the conversation then
  at        timestamptz NOT NULL,
  PRIMARY KEY (contact, number),
  UNIQUE (contact, sender, client_id)
);

CREATE TABLE conversation.intake (
  contact          uuid        PRIMARY KEY,
  person           uuid        NOT NULL,            -- whose data key seals everything of this row
  request_id       uuid        NOT NULL UNIQUE,
  request_digest   text        NOT NULL,            -- keyed digest: same id with other content is refused
  channel          text        NOT NULL,
  city             text        NOT NULL,
  county           text        NOT NULL,            -- where the contact is queued
  county_told      boolean     NOT NULL,            -- false: the county was assumed
  opened_at        timestamptz NOT NULL,
  nickname         bytea,
  age_band         text,                            -- coded
  topic            text,                            -- coded
  distress         smallint CHECK (distress BETWEEN 0 AND 10),
  self_danger      text,                            -- none, thoughts, plan, now
  wants            bytea,                           -- sealed JSON: it can name a school or an employer
  consent_version  text        NOT NULL,
  consent_recording boolean    NOT NULL,
  -- Opened by two people together only; null once six months are over.
  source_address   bytea,
  sex              text        NOT NULL,            -- coded, as are the next three
  for_whom         text        NOT NULL,
  local            text        NOT NULL,
  repeat           text        NOT NULL DEFAULT 'unknown',
  called_number    text,                            -- which of the line's numbers was called
  test             boolean     NOT NULL,            -- tries a seat; never counted anywhere
  language         text        NOT NULL,
  token_generation integer     NOT NULL DEFAULT 1,  -- grows when the token is replaced or revoked
  token_live       boolean     NOT NULL DEFAULT true,
  socket_opened    boolean     NOT NULL DEFAULT false,
  danger_at        timestamptz,                     -- when danger was pressed and not taken back
  hidden_to        bigint      NOT NULL DEFAULT 0,  -- entries up to here are not for new volunteers
  hidden_term      bigint      NOT NULL DEFAULT 0,  -- new is whoever holds it under a greater term
  hide_after       bigint,                          -- whoever holds it after this term: hide before them
  nuisance         text,                            -- a confirmed harassment binds this contact
  nuisance_until   timestamptz,
  read_by_seeker   bigint      NOT NULL DEFAULT 0,
  read_by_volunteer bigint     NOT NULL DEFAULT 0
);

-- Contacts that a volunteer ended as harassment. Nothing follows before somebody else has confirmed
-- it; then it binds the person, until it ends by itself.
CREATE TABLE conversation.nuisance (
  contact    uuid        PRIMARY KEY,
  person     uuid        NOT NULL,
  city       text        NOT NULL,
  county     text        NOT NULL,
  volunteer  uuid        NOT NULL,                  -- who ended it
  reason     text        NOT NULL,                  -- coded
  words      bytea,                                 -- sealed
  tagged_at  timestamptz NOT NULL,
  decision   text        CHECK (decision IN ('confirmed', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz,
  until      timestamptz,
  CHECK (decided_by <> volunteer),
  CHECK ((decision = 'confirmed') = (until IS NOT NULL))
);

CREATE INDEX nuisance_person ON conversation.nuisance (person);
CREATE INDEX nuisance_city ON conversation.nuisance (city, tagged_at);

CREATE TABLE conversation.callback (
  contact    uuid        PRIMARY KEY,
  body       bytea       NOT NULL,                  -- sealed JSON: telephone, whom to ask for, who answers
  asked_at   timestamptz NOT NULL
);

CREATE TABLE conversation.feedback (
  contact    uuid        PRIMARY KEY,
  score      smallint    NOT NULL CHECK (score BETWEEN 1 AND 5),
  body       bytea,
  given_at   timestamptz NOT NULL
);

CREATE TABLE conversation.record (
  contact    uuid        PRIMARY KEY,
  volunteer  uuid        NOT NULL,
  body       bytea       NOT NULL,                  -- sealed JSON
  written_at timestamptz NOT NULL
);

-- The record as far as its volunteer has written it. The next volunteer goes on with it, unless the
-- person keeps from them what was said before.
CREATE TABLE conversation.record_draft (
  contact    uuid        NOT NULL,
  volunteer  uuid        NOT NULL,
  body       bytea       NOT NULL,                  -- sealed JSON, as record.body
  saved_at   timestamptz NOT NULL,
  PRIMARY KEY (contact, volunteer)
);

CREATE TABLE conversation.return_code (
  code       text        PRIMARY KEY,               -- keyed digest of the six digits
  contact    uuid        NOT NULL UNIQUE,           -- a newer code replaces the older one
  expires_at timestamptz NOT NULL
);

CREATE TABLE conversation.return_try (
  source     text        PRIMARY KEY,               -- keyed digest of the source address, or 'all'
  since      timestamptz NOT NULL,
  wrong      integer     NOT NULL
);

-- What a volunteer wrote beside the conversation: the reason of a card, of a call for help.
CREATE TABLE conversation.remark (
  id         uuid        PRIMARY KEY,               -- the frame's id: a repeat is the same remark
  contact    uuid        NOT NULL,
  volunteer  uuid        NOT NULL,
  kind       text        NOT NULL,                  -- card, escalation, nuisance, transfer
  body       bytea       NOT NULL,
  written_at timestamptz NOT NULL
);

CREATE INDEX remark_contact ON conversation.remark (contact, written_at);
