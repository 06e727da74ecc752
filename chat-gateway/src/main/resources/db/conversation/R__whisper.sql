-- Writes a whisper down: one call, one transaction. The lock on the contact comes first, so that
-- numbers have no gap and what was written before it is seen by the statements behind it.
CREATE OR REPLACE FUNCTION conversation.write_whisper(
  the_contact uuid, the_sender uuid, the_id uuid, the_alias text, the_body bytea)
-- One row: what is written now, or was under this id; or why it is refused.
RETURNS TABLE (
  fresh boolean, number bigint, alias text, body bytea, after bigint, at timestamptz, refused text)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  now_there dispatch.contact;
BEGIN
  SELECT c.* INTO now_there FROM dispatch.contact c WHERE c.id = the_contact FOR UPDATE;

  RETURN QUERY SELECT false, w.number, w.alias, w.body, w.after, w.at, NULL::text
    FROM conversation.whisper w
    WHERE w.contact = the_contact AND w.sender = the_sender AND w.client_id = the_id;
  IF FOUND THEN
    RETURN;
  END IF;

  IF now_there.holder IS NULL OR now_there.stage NOT IN ('connecting', 'active')
      OR now_there.holder = the_sender THEN
    RETURN QUERY SELECT false, NULL::bigint, NULL::text, NULL::bytea, NULL::bigint,
      NULL::timestamptz, 'nobody-there';
    RETURN;
  END IF;

  RETURN QUERY INSERT INTO conversation.whisper AS w
      (contact, number, sender, client_id, holder, alias, body, after, at)
    VALUES (the_contact,
      (SELECT coalesce(max(o.number), 0) + 1 FROM conversation.whisper o
        WHERE o.contact = the_contact),
      the_sender, the_id, now_there.holder, the_alias, the_body, now_there.head,
      date_trunc('milliseconds', clock_timestamp()))
    RETURNING true, w.number, w.alias, w.body, w.after, w.at, NULL::text;
END
$$;
