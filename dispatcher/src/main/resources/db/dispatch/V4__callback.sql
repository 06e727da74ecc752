-- Who is to be called back, and who is to be followed up because nobody reached them.

ALTER TABLE dispatch.contact
  -- The hours in which they may be called, FROM-UNTIL by Chinese time (0-24: all); null: not wished,
  -- or over. It has the number of level_rev, as wishes have.
  ADD COLUMN callback text,
  -- Tries that reached nobody, what came of the last one, and when the next may be made.
  ADD COLUMN calls integer NOT NULL DEFAULT 0,
  ADD COLUMN call_result text,
  ADD COLUMN call_after timestamptz;

-- Each of these tries.
CREATE TABLE dispatch.call_try (
  contact uuid NOT NULL,
  term bigint NOT NULL,                 -- in which it was held
  volunteer uuid NOT NULL,
  result text NOT NULL CHECK (result IN ('noAnswer', 'someoneElse', 'wrongNumber')),
  at timestamptz NOT NULL,
  PRIMARY KEY (contact, term)
);

-- Whom somebody is to look after though the contact is over.
CREATE TABLE dispatch.follow_up (
  contact uuid PRIMARY KEY,
  city text NOT NULL,
  county text NOT NULL,
  -- Nobody reached them, their number was wrong, a volunteer promised a call, or they hung up while
  -- they waited.
  why text NOT NULL CHECK (why IN ('unreached', 'wrongNumber', 'promised', 'hungUp')),
  red boolean NOT NULL,
  since timestamptz NOT NULL,
  settled_by uuid,
  settled_at timestamptz,
  how text CHECK (how IN ('reached', 'referred', 'notNeeded', 'unreachable')),
  note bytea,                           -- sealed
  CHECK ((settled_by IS NULL) = (settled_at IS NULL) AND (settled_by IS NULL) = (how IS NULL))
);

CREATE INDEX follow_up_open ON dispatch.follow_up (city, red DESC, since) WHERE settled_at IS NULL;
CREATE INDEX follow_up_settled ON dispatch.follow_up (city, settled_at) WHERE settled_at IS NOT NULL;

-- By a trigger, so that whatever ends a contact leaves what is to be done in the same transaction.
CREATE FUNCTION dispatch.note_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.calls > OLD.calls AND OLD.holder IS NOT NULL THEN
    INSERT INTO dispatch.call_try (contact, term, volunteer, result, at)
    VALUES (NEW.id, OLD.term, OLD.holder, NEW.call_result, now())
    ON CONFLICT DO NOTHING;
  END IF;
  IF NEW.stage = 'closed' AND OLD.stage <> 'closed' AND NEW.channel <> 'test'
      AND (NEW.outcome = 'callback' OR (NEW.outcome = 'abandoned' AND NEW.hung_up)) THEN
    INSERT INTO dispatch.follow_up (contact, city, county, why, red, since)
    VALUES (NEW.id, NEW.city, NEW.origin,
      CASE WHEN NEW.outcome = 'abandoned' THEN 'hungUp'
        WHEN OLD.stage = 'wrapUp' THEN 'promised'
        WHEN NEW.call_result = 'wrongNumber' THEN 'wrongNumber' ELSE 'unreached' END,
      NEW.danger OR NEW.level = 'red', now())
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER contact_called AFTER UPDATE ON dispatch.contact
  FOR EACH ROW WHEN (NEW.calls > OLD.calls OR (NEW.stage = 'closed' AND OLD.stage <> 'closed'))
  EXECUTE FUNCTION dispatch.note_call();
