-- Of a call: whether the network showed a number, and whether the person can be found or called by it.
-- The number itself is sealed with source_address.
ALTER TABLE conversation.intake
  ADD COLUMN caller_shown boolean,
  ADD COLUMN caller_fit boolean;
