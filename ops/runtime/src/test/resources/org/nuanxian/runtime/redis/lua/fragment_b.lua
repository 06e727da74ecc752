-- fragment b
-- uses: fragment_a
local two = 2
