-- Why volunteers declined, by county, week and reason, and nothing of who or for whom. That somebody
-- knows the person counts as another reason.
CREATE TABLE conversation.decline_total (
  county text NOT NULL,                 -- of the volunteer
  week date NOT NULL,                   -- its Monday, in China
  reason text NOT NULL CHECK (reason IN ('notNow', 'notTrained', 'upset', 'other')),
  declined integer NOT NULL,
  PRIMARY KEY (county, week, reason)
);
