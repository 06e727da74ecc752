-- How people are called when something happens. Sealed with the key of the person whose id is the
-- account's; the associated data is the account and the name of the column.
CREATE TABLE staff.contact_way (
  account uuid PRIMARY KEY REFERENCES staff.account,
  sms bytea,                            -- a telephone number; null: none was told
  email bytea,                          -- an address; null: none was told
  changed_by uuid NOT NULL,
  changed_at timestamptz NOT NULL
);
