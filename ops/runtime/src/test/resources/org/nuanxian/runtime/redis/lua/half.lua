-- uses: two_of
local function half(number)
  return number / two_of(one)
end
