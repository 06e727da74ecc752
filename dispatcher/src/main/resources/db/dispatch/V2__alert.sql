-- What is to be told outside of the console: one row for each rung of an alarm, channel and
-- recipient. Written in the transaction that writes the rung's event down.
CREATE TABLE dispatch.alert (
  -- Made of alarm, rung, channel and recipient or person; the same for every try, told to the receiver.
  id uuid PRIMARY KEY,
  city text NOT NULL,
  county text NOT NULL,                 -- the city's own code: all of it
  -- The present in which the rung was reached first; one that is built anew keeps its alarms.
  era text NOT NULL,
  alarm uuid NOT NULL,
  -- Null: it concerns nobody in particular.
  contact uuid,
  kind text NOT NULL,
  rung int NOT NULL,
  channel text NOT NULL,
  -- Its place in the channel's list; the address itself stands in the configuration only.
  recipient int NOT NULL,
  -- Whose own telephone or address it goes to; null: it goes to the channel's recipient.
  person uuid,
  -- When the alarm began, and when it reached this rung.
  opened timestamptz NOT NULL,
  at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'sent', 'failed', 'ended')),
  -- Not before this is it tried (again). Whoever takes it moves this ahead: that is the lease.
  due timestamptz NOT NULL,
  -- Of whoever took it last.
  claim uuid,
  tries int NOT NULL DEFAULT 0,
  problem text,
  done_at timestamptz,
  -- Of a call to somebody on call at home: waits (somebody waits whom no seat can take), or the alarm.
  why text,
  -- What people are told with it, like the name of a server; never of a person.
  about text
);

CREATE UNIQUE INDEX alert_once ON dispatch.alert
  (alarm, rung, channel, recipient, coalesce(person, '00000000-0000-0000-0000-000000000000'));

CREATE INDEX alert_pending ON dispatch.alert (channel, due) WHERE state = 'pending';
CREATE INDEX alert_contact ON dispatch.alert (contact) WHERE state = 'pending';
CREATE INDEX alert_called ON dispatch.alert (city, opened) WHERE kind = 'callOut';
CREATE INDEX alert_failed ON dispatch.alert (channel, done_at) WHERE state = 'failed';

-- How each channel does, over all nodes; 发送测试 counts.
CREATE TABLE dispatch.alert_channel (
  name text PRIMARY KEY,
  last_success timestamptz,
  last_failure timestamptz,
  -- Of the last failure: timeout, unreachable, garbage, status:N or refused:N.
  problem text
);

-- Who is called, how and by when: a version for each change. What is shipped is version 1 and stands
-- in no table.
CREATE TABLE dispatch.ladder (
  city text NOT NULL,
  kind text NOT NULL,
  version integer NOT NULL CHECK (version > 1),
  steps jsonb NOT NULL,                 -- who, person, own, channels, minutes of each rung
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (city, kind, version)
);

-- When a city tries its ladders each week; a city without a row does so on Wednesday at ten.
CREATE TABLE dispatch.ladder_schedule (
  city text PRIMARY KEY,
  day integer NOT NULL CHECK (day BETWEEN 1 AND 7),  -- of the week, from Monday
  minute integer NOT NULL CHECK (minute BETWEEN 0 AND 1439),
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL
);

-- Each person of each weekly test, and whether they answered. Messages are rows of dispatch.alert.
CREATE TABLE dispatch.ladder_test (
  city text NOT NULL,
  at timestamptz NOT NULL,              -- when the test of that week was due
  person uuid NOT NULL,
  code text NOT NULL UNIQUE,            -- stands in the link; who knows it may say 收到 and no more
  answered_at timestamptz,
  PRIMARY KEY (city, at, person)
);
