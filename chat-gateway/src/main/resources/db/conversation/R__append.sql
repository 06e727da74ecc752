-- Writes drafts down: one call, one transaction, one round trip. See ops/docs/conversation.md.
-- Each statement in here has a snapshot of its own: the second sees what was committed before the
-- locks of the first were given. A single statement would read heads as they were before, which
-- makes gaps.
CREATE OR REPLACE FUNCTION conversation.append(
  contacts uuid[], senders uuid[], client_ids uuid[], sides smallint[], kinds smallint[],
  terms bigint[], aliases text[], bodies bytea[])
-- One row for each draft that is new (fresh), was written before (seq), or is refused (why: holder,
-- term and stage; no stage, no contact). A double inside the batch has no row: its first has one.
RETURNS TABLE (
  place bigint, fresh boolean, seq bigint, at timestamptz, kind smallint, body bytea,
  holder uuid, term bigint, stage text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  -- In order of id, as every writer locks.
  PERFORM FROM dispatch.contact c WHERE c.id = ANY (contacts) ORDER BY c.id FOR UPDATE;

  RETURN QUERY
  WITH given AS (
    SELECT i.*, c.head, c.holder, c.term AS term_now, c.stage,
           e.seq AS old_seq, e.at AS old_at, e.kind AS old_kind, e.body AS old_body,
           -- A volunteer's only while holder and term are theirs; others' until the end.
           coalesce(CASE i.side
             WHEN 2 THEN c.holder = i.sender AND c.term = i.term
                         AND c.stage IN ('connecting', 'active')
             ELSE c.stage IN ('waiting', 'connecting', 'active') END, false) AS welcome
    FROM unnest(contacts, senders, client_ids, sides, kinds, terms, aliases, bodies)
         WITH ORDINALITY AS i(contact, sender, client_id, side, kind, term, alias, body, place)
    LEFT JOIN dispatch.contact c ON c.id = i.contact
    LEFT JOIN conversation.entry e
      ON e.contact = i.contact AND e.sender = i.sender AND e.client_id = i.client_id
  ), numbered AS (
    SELECT f.*, f.head + row_number() OVER (PARTITION BY f.contact ORDER BY f.place) AS seq,
           date_trunc('milliseconds', clock_timestamp()) AS at
    FROM (
      SELECT DISTINCT ON (g.contact, g.sender, g.client_id) g.* FROM given g
      WHERE g.welcome AND g.old_seq IS NULL
      ORDER BY g.contact, g.sender, g.client_id, g.place) f
  ), written AS (
    INSERT INTO conversation.entry
      (contact, seq, sender, client_id, side, kind, alias, body, at)
    SELECT n.contact, n.seq, n.sender, n.client_id, n.side, n.kind, n.alias, n.body, n.at
    FROM numbered n
  ), heads AS (
    UPDATE dispatch.contact c SET head = h.head
    FROM (SELECT n.contact, max(n.seq) AS head FROM numbered n GROUP BY n.contact) h
    WHERE c.id = h.contact
  )
  SELECT n.place, true, n.seq, n.at, NULL::smallint, NULL::bytea, NULL::uuid, NULL::bigint,
         NULL::text
  FROM numbered n
  UNION ALL
  SELECT g.place, false, g.old_seq, g.old_at, g.old_kind, g.old_body, g.holder, g.term_now, g.stage
  FROM given g WHERE g.old_seq IS NOT NULL OR NOT g.welcome;
END
$$;
