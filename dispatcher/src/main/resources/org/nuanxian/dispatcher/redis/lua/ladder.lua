-- How long a rung of an escalation lasts.
-- uses: prelude
-- As the city's ladder of that kind says (set_ladders); the last rung repeats, and whatever no
-- ladder speaks of is as shipped.
local function rung_ms(kind, rung)
  local text = call('HGET', tag .. 'ladders', kind)
  if not text then
    return policy.rung
  end
  local pauses = cjson.decode(text)
  return pauses[math.min(rung + 1, #pauses)]
end
