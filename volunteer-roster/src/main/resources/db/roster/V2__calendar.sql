-- Whose own shifts may be read by whoever has the link: the link is derived from the volunteer and
-- this number, so that nothing that opens it is stored and a higher one ends it. No row: no link.
CREATE TABLE roster.calendar (
  volunteer uuid PRIMARY KEY REFERENCES roster.volunteer,
  generation int NOT NULL CHECK (generation > 0),
  -- An ended link keeps its number, so that it never opens again.
  live boolean NOT NULL
);
