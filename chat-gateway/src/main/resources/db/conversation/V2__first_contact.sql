-- What is counted of each contact from the first one on. Codes and times only.

-- When a contact came to each stage, and whose team answered. Written by a trigger, so that whatever
-- changes a stage leaves its time, in the same transaction.
CREATE TABLE conversation.stage_time (
  contact uuid NOT NULL,
  term bigint NOT NULL,
  stage text NOT NULL,
  at timestamptz NOT NULL,
  holder uuid,
  team text,                            -- the holder's county at that moment
  PRIMARY KEY (contact, term, stage)
);

CREATE FUNCTION conversation.note_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conversation.stage_time (contact, term, stage, at, holder, team)
  VALUES (NEW.id, NEW.term, NEW.stage, now(), NEW.holder,
    CASE WHEN NEW.holder IS NOT NULL
      THEN (SELECT v.county FROM roster.volunteer v WHERE v.id = NEW.holder) END)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER contact_opened AFTER INSERT ON dispatch.contact
  FOR EACH ROW EXECUTE FUNCTION conversation.note_stage();
CREATE TRIGGER contact_moved AFTER UPDATE ON dispatch.contact
  FOR EACH ROW WHEN (OLD.stage <> NEW.stage OR OLD.term <> NEW.term)
  EXECUTE FUNCTION conversation.note_stage();

-- The coded part of a volunteer's record; the record itself is sealed.
CREATE TABLE conversation.coded (
  contact uuid PRIMARY KEY,
  problem_type text,
  caller_type text,
  for_whom text,
  sex text,
  age_band text,
  local text,
  repeat text,
  lists text NOT NULL,                  -- JSON: the version of the list of each code
  written_at timestamptz NOT NULL
);

-- Two people together open a source address, for a rescue or a lawful request.
CREATE TABLE conversation.source_request (
  id uuid PRIMARY KEY,
  contact uuid NOT NULL,
  city text NOT NULL,
  county text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('rescue', 'lawful')),
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  approved_by uuid,
  approved_at timestamptz,
  CONSTRAINT two_people CHECK (approved_by <> asked_by)
);

CREATE INDEX source_request_place ON conversation.source_request (city, asked_at);

-- One row per contact that counts: contacts that try a seat are none.
-- Hung up early: no volunteer was reached, and ten seconds after the opening nobody was there, nor
-- ever again. A page that is shut leaves its contact waiting for half an hour, so the time of closing
-- says nothing of when they went. Unknown where the opening itself is not on record.
CREATE VIEW conversation.first_contact AS
SELECT i.contact, i.city, i.county, i.channel, i.called_number, i.opened_at,
  coalesce(k.local, i.local) AS local,
  coalesce(k.repeat, i.repeat) AS repeat,
  coalesce(k.for_whom, i.for_whom) AS for_whom,
  coalesce(k.sex, i.sex) AS sex,
  coalesce(k.age_band, i.age_band, 'unknown') AS age_band,
  k.problem_type, k.caller_type, i.topic, c.outcome,
  s.connecting_at, s.active_at, s.wrap_up_at, s.closed_at, s.first_team,
  (SELECT count(*) FROM conversation.whisper w WHERE w.contact = i.contact) AS whispers,
  c.stage = 'closed' AND s.active_at IS NULL AND NOT p.stayed AS hung_up_early
FROM conversation.intake i
JOIN dispatch.contact c ON c.id = i.contact
LEFT JOIN conversation.coded k ON k.contact = i.contact
LEFT JOIN LATERAL (
  SELECT min(t.at) FILTER (WHERE t.stage = 'connecting') AS connecting_at,
    min(t.at) FILTER (WHERE t.stage = 'active') AS active_at,
    min(t.at) FILTER (WHERE t.stage = 'wrapUp') AS wrap_up_at,
    min(t.at) FILTER (WHERE t.stage = 'closed') AS closed_at,
    (array_agg(t.team ORDER BY t.term) FILTER (WHERE t.stage = 'active'))[1] AS first_team
  FROM conversation.stage_time t WHERE t.contact = i.contact) s ON true
LEFT JOIN LATERAL (
  SELECT coalesce(bool_or(e.kind = 'here' AND e.at >= o.at + interval '10 seconds')
    OR (array_agg(e.kind <> 'left' AND NOT e.state ? 'away' ORDER BY e.at DESC, e.n DESC)
      FILTER (WHERE e.at < o.at + interval '10 seconds'))[1], false) AS stayed
  FROM dispatch.event o
  LEFT JOIN dispatch.event e ON e.contact = o.contact AND e.kind IN ('here', 'away', 'left')
  WHERE o.contact = i.contact AND o.kind = 'opened' GROUP BY o.at) p ON true
WHERE NOT i.test;
