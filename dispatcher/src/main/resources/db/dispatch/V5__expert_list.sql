-- 听班专家: who may be called in which hours of the week, a version of the whole list for each change.
-- The empty list that every city begins with is version 1 and stands in no table.
CREATE TABLE dispatch.expert_list (
  city text NOT NULL,
  version integer NOT NULL CHECK (version > 1),
  turns jsonb NOT NULL,                 -- person, day (1 to 7), from, until of each, in Asia/Shanghai
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (city, version)
);
