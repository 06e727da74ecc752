-- fragment a
local one = 1
