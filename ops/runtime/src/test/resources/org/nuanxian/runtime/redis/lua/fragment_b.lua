-- fragment b
local two = 2
