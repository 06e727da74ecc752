-- What this database holds, once and for all: a line for people or a demo. Stores that several
-- nodes share are told apart here, as the data directory tells them apart on one machine.
CREATE TABLE installation.kind (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  kind text NOT NULL CHECK (kind IN ('LIVE', 'DEMO'))
);
