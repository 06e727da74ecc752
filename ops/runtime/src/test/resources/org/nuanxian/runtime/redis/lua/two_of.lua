local function three_of(number)
  return number * 3 -- nobody calls this, whatever two_of says
end

local function two_of(number)
  return number * 2 -- not three_of
end
