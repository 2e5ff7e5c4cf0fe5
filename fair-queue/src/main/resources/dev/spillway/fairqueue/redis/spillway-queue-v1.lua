#!lua name=spillway_queue_v1

-- The queue of one scheduling domain. KEYS[1] is the prefix of its keys, "spw:{domain}:", so that all lie in one hash
-- slot. args[1] is the time in ms; '0' means the server's own clock. DESIGN.md names the keys and the invariants.
-- Redis prints Lua numbers with 17 digits when they are arguments of a call, so doubles survive the round trip.

local NEVER = 9e15
local SILENCE_MS = 5000      -- a worker silent for longer is gone
local KEEP_MS = 120000       -- a finished request answers repeats for so long
local MOST_LAPSES = 3        -- lost leases until a request is dead
local SKIPS = 8              -- bound of what an operation does besides its own work
local SWEEP = 200            -- the same for stats and remove, which are rare
local DEBT_MS = 30000        -- what a tenant can owe at most, in time at its fair share
local FIRST_COST_MS = 100    -- estimate before anything was measured
local LEAST_COST_MS = 0.1
local SMOOTHING = 0.1        -- weight of the newest cost in the moving average
local MOST_ROUTERS = 4
local MOST_REPLIES = 20000   -- a router's list: beyond it, the oldest go
local MOST_DEAD_LETTERS = 100
local MICRO = 1e6            -- weights are stored as integers of a millionth, so that their sum stays exact
local EPSILON = 1e-6

-- Records are packed strings, because reading a hash of many numbers costs several times as much as all the rest.
-- Domain: v virtual time; seq order of arrival; waiting, flight, slots totals; busy weight of the tenants that have
-- requests; due, reap lower bounds of the next deadline or lease end, and of the next worker's death; fifo; limit; idle claims that found
-- less than they could take, since the bell last rang for one.
local DOMAIN = '<ddddddddddd'
-- Tenant: weight; waiting; flight; vf start tag of its next request; ewma ms; ACCEPTED; ANSWERED; gap ms between
-- requests at its rate, 0 without; burst; tat theoretical arrival time; limit; cap; gone.
local ACCOUNT = '<ddddddddddddd'
-- Request: state, cancelled, lapses, attempt, deadline, enqueued, seq, claimed, charge, tenant, print, worker, routers.
local REQUEST = '<BBBI4dddddssss'
local QUEUED, FLYING, DONE, VOID = 1, 2, 3, 4
local TALLIES = {'ACCEPTED', 'ANSWERED', 'FAILED', 'EXPIRED', 'CANCELLED', 'DEAD', 'REJECTED_RATE', 'REJECTED_QUEUE',
  'REJECTED_DEADLINE', 'REJECTED_SATURATED', 'RETRIED', 'STALE'}

-- State: read once, changed in Lua, written back where it changed. --------------------------------------------------

local function pack_domain(g)
  return struct.pack(DOMAIN, g.v, g.seq, g.waiting, g.flight, g.slots, g.busy, g.due, g.reap, g.fifo, g.limit,
    g.idle)
end

local function open(keys, given)
  local p, now = keys[1], tonumber(given)
  if now == 0 then
    local clock = redis.call('TIME')
    now = clock[1] * 1000 + math.floor(clock[2] / 1000)
  end
  local packed, g = redis.call('GET', p .. 'd'), nil
  if packed then
    local v, seq, waiting, flight, slots, busy, due, reap, fifo, limit, idle = struct.unpack(DOMAIN, packed)
    g = {v = v, seq = seq, waiting = waiting, flight = flight, slots = slots, busy = busy, due = due, reap = reap,
      fifo = fifo, limit = limit, idle = idle, packed = packed}
  else
    local clock = redis.call('TIME')
    redis.call('SET', p .. 'epoch', clock[1] .. '.' .. clock[2])
    g = {v = 0, seq = 0, waiting = 0, flight = 0, slots = 0, busy = 0, due = NEVER, reap = NEVER, fifo = 0,
      limit = 100000, idle = 0}
  end
  return {p = p, now = now, g = g, tenants = {}}
end

local function pack_account(t)
  return struct.pack(ACCOUNT, t.weight, t.waiting, t.flight, t.vf, t.ewma, t.ACCEPTED, t.ANSWERED, t.gap, t.burst,
    t.tat, t.limit, t.cap, t.gone)
end

local function unpack_account(name, packed)
  local weight, waiting, flight, vf, ewma, accepted, answered, gap, burst, tat, limit, cap, gone =
    struct.unpack(ACCOUNT, packed)
  return {weight = weight, waiting = waiting, flight = flight, vf = vf, ewma = ewma, ACCEPTED = accepted,
    ANSWERED = answered, gap = gap, burst = burst, tat = tat, limit = limit, cap = cap, gone = gone, name = name,
    packed = packed, tag = false}
end

local function tenant(c, name)
  local t = c.tenants[name]
  if t == nil then
    local packed = redis.call('GET', c.p .. 'a:' .. name)
    t = packed and unpack_account(name, packed)
    -- tag is the score under which the index has it; unknown in FIFO order
    if t and t.waiting > 0 and t.gone == 0 then t.tag = c.g.fifo == 1 and -1 or t.vf end
    c.tenants[name] = t
  end
  return t
end

-- Keeps the index of waiting tenants true: by start tag, or in FIFO order by the oldest request's number.
local function index(c, t)
  local tag = false
  if t.waiting > 0 and t.gone == 0 then
    if c.g.fifo == 1 then
      tag = tonumber(redis.call('ZRANGE', c.p .. 'q:' .. t.name, 0, 0, 'WITHSCORES')[2])
    else
      tag = t.vf
    end
  end
  if tag == t.tag then return end
  if tag then redis.call('ZADD', c.p .. 'act', tag, t.name) else redis.call('ZREM', c.p .. 'act', t.name) end
  t.tag = tag
end

local function close(c)
  for name, t in pairs(c.tenants) do
    if t then
      index(c, t)
      if t.gone == 1 and t.waiting == 0 and t.flight == 0 then
        redis.call('DEL', c.p .. 'a:' .. name, c.p .. 'n:' .. name)
      else
        local packed = pack_account(t)
        if packed ~= t.packed then redis.call('SET', c.p .. 'a:' .. name, packed) end
      end
    end
  end
  local packed = pack_domain(c.g)
  if packed ~= c.g.packed then redis.call('SET', c.p .. 'd', packed) end
end

local function count(c, t, tally)
  if t[tally] then t[tally] = t[tally] + 1 else redis.call('HINCRBY', c.p .. 'n:' .. t.name, tally, 1) end
end

local function shift(c, t, waiting, flight)
  local g, before = c.g, t.waiting + t.flight
  t.waiting, t.flight = t.waiting + waiting, t.flight + flight
  g.waiting, g.flight = g.waiting + waiting, g.flight + flight
  local after = t.waiting + t.flight
  if before == 0 and after > 0 then
    g.busy = g.busy + t.weight
  elseif before > 0 and after == 0 then
    g.busy = g.busy - t.weight
  end
end

local function busy_with(c, t)
  if t.waiting + t.flight > 0 then return c.g.busy end
  return c.g.busy + t.weight
end

-- Virtual time: start-time fair queueing (Goyal, Vin, Cheng 1996). -------------------------------------------------

-- How far ahead of virtual time a tenant's tag may be: what passes in DEBT_MS while all busy tenants are served.
local function debt(c, t)
  return DEBT_MS * math.max(1, c.g.slots) * MICRO / busy_with(c, t)
end

-- A tenant that starts to wait: no credit for idle time, and bounded debt.
local function join(c, t)
  if t.waiting == 0 then t.vf = math.max(c.g.v, math.min(t.vf, c.g.v + debt(c, t))) end
end

-- Requests. -----------------------------------------------------------------------------------------------------

local function pack_request(r)
  return struct.pack(REQUEST, r.state, r.cancelled and 1 or 0, r.lapses, r.attempt, r.deadline, r.enqueued, r.seq,
    r.claimed, r.charge, r.tenant, r.print, r.worker, r.routers)
end

local function unpack_request(packed)
  local state, cancelled, lapses, attempt, deadline, enqueued, seq, claimed, charge, name, print, worker, routers =
    struct.unpack(REQUEST, packed)
  return {state = state, cancelled = cancelled == 1, lapses = lapses, attempt = attempt, deadline = deadline,
    enqueued = enqueued, seq = seq, claimed = claimed, charge = charge, tenant = name, print = print,
    worker = worker, routers = routers}
end

local function request(c, id)
  local packed = redis.call('HGET', c.p .. 'r:' .. id, 'h')
  return packed and unpack_request(packed)
end

local function due(c, id, at)
  redis.call('ZADD', c.p .. 'due', at, id)
  if at < c.g.due then c.g.due = at end
end

local function send_to(c, router, text)
  local key = c.p .. 'rep:' .. router
  local length = redis.call('RPUSH', key, text)
  if length % 16 == 1 then redis.call('PEXPIRE', key, KEEP_MS) end
  if length > MOST_REPLIES then redis.call('LTRIM', key, -MOST_REPLIES, -1) end
end

local function send(c, routers, text)
  if not string.find(routers, ' ', 1, true) then return send_to(c, routers, text) end
  for router in string.gmatch(routers, '%S+') do send_to(c, router, text) end
end

-- One line of facts, then the body as it is.
local function reply(c, id, r, status, attempt, sequence, body)
  local waited, served = c.now - r.enqueued, 0
  if attempt > 0 then waited, served = r.claimed - r.enqueued, c.now - r.claimed end
  return id .. ' ' .. r.tenant .. ' ' .. status .. ' ' .. attempt .. ' ' .. sequence .. ' ' .. math.max(0, waited) .. ' '
    .. math.max(0, served) .. '\n' .. body
end

-- The one final reply, kept for repeats. One that expired or was cancelled is void: the same id may come again.
local function finish(c, t, id, r, status, attempt, body)
  local text = reply(c, id, r, status, attempt, 0, body)
  local key = c.p .. 'r:' .. id
  r.state = (status == 'EXPIRED' or status == 'CANCELLED') and VOID or DONE
  redis.call('HSET', key, 'h', pack_request(r), 'p', '', 'res', text)
  redis.call('PEXPIRE', key, KEEP_MS)
  redis.call('ZREM', c.p .. 'due', id)
  send(c, r.routers, text)
  count(c, t, status)
end

local function finish_waiting(c, t, id, r, status)
  redis.call('ZREM', c.p .. 'q:' .. t.name, id)
  shift(c, t, -1, 0)
  finish(c, t, id, r, status, 0, '')
end

local function land(c, t, r)
  shift(c, t, 0, -1)
  if redis.call('HINCRBY', c.p .. 'w', 'f:' .. r.worker, -1) <= 0 and redis.call('HEXISTS', c.p .. 'w', 's:' .. r.worker) == 0 then
    redis.call('HDEL', c.p .. 'w', 'f:' .. r.worker)
  end
end

local function finish_flying(c, t, id, r, status, body)
  land(c, t, r)
  finish(c, t, id, r, status, r.attempt, body)
end

-- Work waits and nobody may know: wakes one worker. Tokens beyond the slots would only wake workers in vain.
local function ring(c)
  c.g.idle = math.max(0, c.g.idle - 1)
  if c.g.slots == 0 then
    redis.call('DEL', c.p .. 'bell')
  elseif redis.call('RPUSH', c.p .. 'bell', 1) > c.g.slots then
    redis.call('LTRIM', c.p .. 'bell', 0, c.g.slots - 1)
  end
end

local function requeue(c, t, id, r)
  r.state = QUEUED
  redis.call('HSET', c.p .. 'r:' .. id, 'h', pack_request(r))
  redis.call('ZADD', c.p .. 'q:' .. t.name, r.seq, id)
  due(c, id, r.deadline)
  shift(c, t, 1, 0)
  ring(c)
end

-- Why a request must not go on, or nil.
local function ending(c, t, r)
  if r.cancelled or t.gone == 1 then return 'CANCELLED' end
  if c.now >= r.deadline then return 'EXPIRED' end
end

local function lapse(c, t, id, r)
  local status = ending(c, t, r)
  if status then return finish_flying(c, t, id, r, status, '') end
  r.lapses = r.lapses + 1
  if r.lapses >= MOST_LAPSES then
    local key = c.p .. 'dlq:' .. t.name
    redis.call('XADD', key, 'MAXLEN', MOST_DEAD_LETTERS, '*', 'id', id, 'attempts', r.attempt, 'worker', r.worker,
      'payload', redis.call('HGET', c.p .. 'r:' .. id, 'p'))
    redis.call('EXPIRE', key, 604800)
    return finish_flying(c, t, id, r, 'DEAD', '')
  end
  land(c, t, r)
  count(c, t, 'RETRIED')
  join(c, t)
  requeue(c, t, id, r)
end

-- Ends requests whose deadline passed while they waited, and leases that ended.
local function sweep(c, most)
  if c.now < c.g.due then return end
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', c.p .. 'due', '-inf', c.now, 'LIMIT', 0, most)) do
    local r = request(c, id)
    local t = r and tenant(c, r.tenant)
    if not t then
      redis.call('ZREM', c.p .. 'due', id)
    elseif r.state == QUEUED then
      finish_waiting(c, t, id, r, 'EXPIRED')
    else
      lapse(c, t, id, r)
    end
    if t then index(c, t) end
  end
  c.g.due = tonumber(redis.call('ZRANGE', c.p .. 'due', 0, 0, 'WITHSCORES')[2] or NEVER)
end

-- Workers. ------------------------------------------------------------------------------------------------------

local function dismiss(c, worker)
  if redis.call('ZREM', c.p .. 'wk', worker) == 0 then return end
  c.g.slots = c.g.slots - redis.call('HGET', c.p .. 'w', 's:' .. worker)
  redis.call('HDEL', c.p .. 'w', 's:' .. worker)
  -- its requests in flight are still counted, until their leases end
  if redis.call('HGET', c.p .. 'w', 'f:' .. worker) == '0' then redis.call('HDEL', c.p .. 'w', 'f:' .. worker) end
end

local function reap(c)
  if c.now <= c.g.reap then return end
  local silent = redis.call('ZRANGEBYSCORE', c.p .. 'wk', '-inf', '(' .. string.format('%.17g', c.now - SILENCE_MS))
  for _, worker in ipairs(silent) do dismiss(c, worker) end
  local oldest = redis.call('ZRANGE', c.p .. 'wk', 0, 0, 'WITHSCORES')[2]
  c.g.reap = oldest and tonumber(oldest) + SILENCE_MS or NEVER
end

local function enlist(c, worker, slots)
  if redis.call('ZADD', c.p .. 'wk', c.now, worker) == 1 then c.g.idle = c.g.idle + 1 end
  c.g.reap = math.min(c.g.reap, c.now + SILENCE_MS)
  local before = tonumber(redis.call('HGET', c.p .. 'w', 's:' .. worker) or 0)
  if before ~= slots then
    redis.call('HSET', c.p .. 'w', 's:' .. worker, slots)
    c.g.slots = c.g.slots + slots - before
  end
end

-- Admission. ----------------------------------------------------------------------------------------------------

-- The part of the workers that serves a tenant while all busy tenants want theirs, in slots.
local function share(c, t)
  return math.max(1, c.g.slots * t.weight / busy_with(c, t))
end

local function expected_wait(c, t)
  if c.g.fifo == 1 then return c.g.waiting * t.ewma / math.max(1, c.g.slots) end
  return t.waiting * t.ewma / share(c, t)
end

local function refuse(c, t, tally, ...)
  count(c, t, tally)
  return {...}
end

-- The rate limit is the generic cell rate algorithm (ITU-T I.371): tat is when the next request is due at the rate.
local function admit(c, t, key, id, router, payload, print, timeout, last)
  local now, g, tat = c.now, c.g, 0
  if t.gap > 0 then
    tat = math.max(t.tat, now)
    local early = tat - (t.burst - 1) * t.gap - now
    if early > EPSILON then return refuse(c, t, 'REJECTED_RATE', 'RATE_LIMITED', math.ceil(early - EPSILON)) end
    tat = tat + t.gap
  end
  if g.slots == 0 then return refuse(c, t, 'REJECTED_SATURATED', 'NO_WORKERS') end
  if t.waiting >= t.limit then
    return refuse(c, t, 'REJECTED_QUEUE', 'QUEUE_FULL', t.limit, math.ceil((t.waiting - t.limit / 2) * t.ewma / share(c, t)))
  end
  if g.waiting >= g.limit then
    return refuse(c, t, 'REJECTED_SATURATED', 'SATURATED',
      math.max(1000, math.ceil((g.waiting - g.limit + 1) * t.ewma / g.slots)))
  end
  local wait = expected_wait(c, t)
  -- With nothing ahead it is let in even if it looks too slow: only running something can correct the estimate.
  if t.waiting > 0 and wait + t.ewma > timeout then
    return refuse(c, t, 'REJECTED_DEADLINE', 'INFEASIBLE', math.ceil(wait + t.ewma), math.ceil(wait + t.ewma - timeout))
  end

  g.seq = g.seq + 1
  -- attempts go on counting: they fence off a worker that still holds a lease on the id's last life
  local header = struct.pack(REQUEST, QUEUED, 0, 0, last and last.attempt or 0, now + timeout, now, g.seq, 0, 0, t.name,
    print, '', router)
  redis.call('HSET', key, 'h', header, 'p', payload)
  if last then
    redis.call('HDEL', key, 'res')
    redis.call('PERSIST', key)
  end
  redis.call('ZADD', c.p .. 'q:' .. t.name, g.seq, id)
  due(c, id, now + timeout)
  if g.idle > 0 then ring(c) end
  join(c, t)
  shift(c, t, 1, 0)
  count(c, t, 'ACCEPTED')
  if t.gap == 0 then return {'ACCEPTED', t.waiting, math.ceil(wait), -1, 0} end
  t.tat = tat
  local remaining = math.floor((now - tat) / t.gap + t.burst + EPSILON)
  return {'ACCEPTED', t.waiting, math.ceil(wait), math.max(0, remaining), math.ceil(tat - now - EPSILON)}
end

local function attach(key, r, router)
  local addresses, n = router, 1
  for each in string.gmatch(r.routers, '%S+') do
    if each ~= router and n < MOST_ROUTERS then addresses, n = addresses .. ' ' .. each, n + 1 end
  end
  -- who asks again takes back a cancellation that no worker has seen yet
  r.routers, r.cancelled = addresses, false
  redis.call('HSET', key, 'h', pack_request(r))
  return {'ATTACHED'}
end

-- args: now, id, tenant, router, payload, fingerprint, timeout ms
local function enqueue(keys, args)
  local key = keys[1] .. 'r:' .. args[2]
  local packed, last = redis.call('HGET', key, 'h'), nil
  if packed then
    last = unpack_request(packed)
    if last.tenant ~= args[3] or last.print ~= args[6] then return {'CONFLICT'} end
    if last.state == DONE then return {'FINISHED', redis.call('HGET', key, 'res')} end
    if last.state ~= VOID then return attach(key, last, args[4]) end
  end
  local c = open(keys, args[1])
  local t = tenant(c, args[3])
  if not t or t.gone == 1 then return {'UNKNOWN_TENANT'} end
  reap(c)
  sweep(c, SKIPS)
  local outcome = admit(c, t, key, args[2], args[4], args[5], args[6], tonumber(args[7]), last)
  close(c)
  return outcome
end

-- Work. ---------------------------------------------------------------------------------------------------------

-- A tenant at its cap lets the next one go first; if nobody else can, it is served all the same.
local function next_tenant(c)
  local first = redis.call('ZRANGE', c.p .. 'act', 0, 0)[1]
  if not first then return nil end
  local t = tenant(c, first)
  if t.flight < t.cap or c.g.fifo == 1 then return t end
  for i, name in ipairs(redis.call('ZRANGE', c.p .. 'act', 0, SKIPS)) do
    local other = i > 1 and tenant(c, name)
    if other and other.flight < other.cap then return other end
  end
  return t
end

local function grant(c, t, id, key, r, worker, lease)
  local g, estimate = c.g, math.max(LEAST_COST_MS, t.ewma)
  r.state, r.worker, r.attempt, r.claimed, r.charge = FLYING, worker, r.attempt + 1, c.now, estimate
  redis.call('HSET', key, 'h', pack_request(r))
  due(c, id, c.now + lease)
  shift(c, t, -1, 1)
  g.v = math.max(g.v, t.vf)
  t.vf = t.vf + estimate * MICRO / t.weight
end

-- args: now, worker, its slots, most, lease ms; returns now, then id, tenant, attempt, enqueued, deadline, payload of each
local function claim(keys, args)
  local c = open(keys, args[1])
  local worker, most, lease = args[2], tonumber(args[4]), tonumber(args[5])
  enlist(c, worker, tonumber(args[3]))
  reap(c)
  sweep(c, SKIPS)
  local claims, n, granted, skipped = {string.format('%.0f', c.now)}, 1, 0, 0
  while granted < most and skipped < SKIPS do
    local t = next_tenant(c)
    if not t then break end
    local id = redis.call('ZPOPMIN', c.p .. 'q:' .. t.name)[1]
    local key = c.p .. 'r:' .. id
    local raw = redis.call('HMGET', key, 'h', 'p')
    local r = unpack_request(raw[1])
    if c.now >= r.deadline then
      skipped = skipped + 1
      finish_waiting(c, t, id, r, 'EXPIRED')
    else
      granted = granted + 1
      grant(c, t, id, key, r, worker, lease)
      claims[n + 1], claims[n + 2], claims[n + 3] = id, t.name, r.attempt
      claims[n + 4], claims[n + 5], claims[n + 6] = r.enqueued, r.deadline, raw[2]
      n = n + 6
    end
    index(c, t)
  end
  if granted > 0 then redis.call('HINCRBY', c.p .. 'w', 'f:' .. worker, granted) end
  if granted < most then c.g.idle = math.min(c.g.idle + 1, c.g.slots) end
  if skipped == SKIPS and c.g.waiting > 0 then ring(c) end
  close(c)
  return claims
end

-- The request, if the caller still holds its lease; else nil, and counted.
local function held(c, id, name, worker, attempt)
  local r = request(c, id)
  if r and r.state == FLYING and r.tenant == name and r.worker == worker and r.attempt == tonumber(attempt) then
    return r, tenant(c, name)
  end
  local t = tenant(c, name)
  if t then count(c, t, 'STALE') end
end

-- args: now, id, tenant, worker, attempt, sequence, body
local function publish(keys, args)
  local c = open(keys, args[1])
  local r, t = held(c, args[2], args[3], args[4], args[5])
  local outcome = 'STALE'
  if r then
    local status = ending(c, t, r)
    if status then
      outcome = 'CANCELLED'
      finish_flying(c, t, args[2], r, status, '')
    else
      outcome = 'DONE'
      send(c, r.routers, reply(c, args[2], r, 'PART', r.attempt, args[6], args[7]))
    end
  end
  close(c)
  return outcome
end

-- args: now, id, tenant, worker, attempt, ANSWERED or FAILED, cost ms, body
local function complete(keys, args)
  local c = open(keys, args[1])
  local r, t = held(c, args[2], args[3], args[4], args[5])
  local outcome = 'STALE'
  if r then
    local cost = math.max(LEAST_COST_MS, tonumber(args[7]))
    t.vf = math.min(t.vf + (cost - r.charge) * MICRO / t.weight, c.g.v + debt(c, t))
    t.ewma = t.ewma + SMOOTHING * (cost - t.ewma)
    local status = ending(c, t, r)
    outcome = status and 'CANCELLED' or 'DONE'
    finish_flying(c, t, args[2], r, status or args[6], status and '' or args[8])
  end
  close(c)
  return outcome
end

-- args: now, worker, lease ms, then id, tenant, attempt of each
local function renew(keys, args)
  local c, outcomes = open(keys, args[1]), {}
  redis.call('ZADD', c.p .. 'wk', 'XX', c.now, args[2])
  for i = 4, #args, 3 do
    local r, t = held(c, args[i], args[i + 1], args[2], args[i + 2])
    local outcome = 'STALE'
    if r then
      local status = ending(c, t, r)
      if status then
        outcome = 'CANCELLED'
        finish_flying(c, t, args[i], r, status, '')
      else
        outcome = 'DONE'
        due(c, args[i], c.now + tonumber(args[3]))
      end
    end
    outcomes[#outcomes + 1] = outcome
  end
  close(c)
  return outcomes
end

-- args: now, then id, tenant, worker, attempt of each
local function release(keys, args)
  local c, outcomes = open(keys, args[1]), {}
  for i = 2, #args, 4 do
    local r, t = held(c, args[i], args[i + 1], args[i + 2], args[i + 3])
    local outcome = 'STALE'
    if r then
      t.vf = t.vf - r.charge * MICRO / t.weight
      local status = ending(c, t, r)
      if status then
        outcome = 'CANCELLED'
        finish_flying(c, t, args[i], r, status, '')
      else
        outcome = 'DONE'
        land(c, t, r)
        requeue(c, t, args[i], r)
      end
    end
    outcomes[#outcomes + 1] = outcome
  end
  close(c)
  return outcomes
end

local function leave(keys, args)
  local c = open(keys, args[1])
  dismiss(c, args[2])
  close(c)
  return 'DONE'
end

local function cancel(keys, args)
  local c = open(keys, args[1])
  local id = args[2]
  local r = request(c, id)
  if not r then return 'UNKNOWN' end
  if r.state == FLYING then
    r.cancelled = true
    redis.call('HSET', c.p .. 'r:' .. id, 'h', pack_request(r))
    return 'SIGNALLED'
  end
  if r.state ~= QUEUED then return 'FINISHED' end
  finish_waiting(c, tenant(c, r.tenant), id, r, 'CANCELLED')
  close(c)
  return 'REMOVED'
end

-- Control. ------------------------------------------------------------------------------------------------------

-- args: now, weighted or fifo, most waiting
local function configure_domain(keys, args)
  local c = open(keys, args[1])
  local fifo = args[2] == 'fifo' and 1 or 0
  c.g.limit = tonumber(args[3])
  if fifo ~= c.g.fifo then
    c.g.fifo = fifo
    for _, name in ipairs(redis.call('ZRANGE', c.p .. 'act', 0, -1)) do tenant(c, name).tag = -1 end
  end
  close(c)
  return 'DONE'
end

-- args: now, tenant, weight, rate per second, burst, most waiting, most in flight
local function configure_tenant(keys, args)
  local c, name = open(keys, args[1]), args[2]
  local weight, rate = math.floor(args[3] * MICRO + 0.5), tonumber(args[4])
  local t = tenant(c, name)
  if not t then
    t = {name = name, tag = false, weight = weight, waiting = 0, flight = 0, vf = 0, ewma = FIRST_COST_MS, ACCEPTED = 0,
      ANSWERED = 0, tat = 0, gone = 0}
    c.tenants[name] = t
  end
  if t.waiting + t.flight > 0 then c.g.busy = c.g.busy + weight - t.weight end
  t.weight, t.gap, t.burst = weight, rate > 0 and 1000 / rate or 0, tonumber(args[5])
  t.limit, t.cap, t.gone = tonumber(args[6]), tonumber(args[7]), 0
  redis.call('SADD', c.p .. 'tenants', name)
  close(c)
  return 'DONE'
end

-- Returns how many still wait: the caller calls again until none does, so that no call takes long.
local function remove_tenant(keys, args)
  local c = open(keys, args[1])
  local t = tenant(c, args[2])
  if not t then return 0 end
  t.gone = 1
  redis.call('SREM', c.p .. 'tenants', t.name)
  for _, id in ipairs(redis.call('ZRANGE', c.p .. 'q:' .. t.name, 0, SWEEP - 1)) do
    finish_waiting(c, t, id, request(c, id), 'CANCELLED')
  end
  close(c)
  return t.waiting
end

local function workers(c)
  local rows = {}
  for _, worker in ipairs(redis.call('ZRANGE', c.p .. 'wk', 0, -1)) do
    local numbers = redis.call('HMGET', c.p .. 'w', 's:' .. worker, 'f:' .. worker)
    rows[#rows + 1], rows[#rows + 2], rows[#rows + 3] = worker, numbers[1], numbers[2] or '0'
  end
  return rows
end

-- Returns epoch, now, {worker, slots, in flight, …}, then of each tenant {name, waiting, in flight, oldest age, cost in
-- µs, expected wait, tallies…}. The epoch holds the run id too: a restart may have lost the last writes.
local function stats(keys, args)
  local c = open(keys, args[1])
  reap(c)
  sweep(c, SWEEP)
  close(c)
  local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x%x%x%x%x%x%x%x)')
  local rows = {redis.call('GET', c.p .. 'epoch') .. '.' .. run, string.format('%.0f', c.now), workers(c)}
  local names = redis.call('SMEMBERS', c.p .. 'tenants')
  table.sort(names)
  for _, name in ipairs(names) do
    local t, age = tenant(c, name), 0
    if t.waiting > 0 then
      local oldest = redis.call('ZRANGE', c.p .. 'q:' .. name, 0, 0)[1]
      age = math.max(0, c.now - request(c, oldest).enqueued)
    end
    local row = {name, t.waiting, t.flight, age, math.floor(t.ewma * 1000 + 0.5), math.ceil(expected_wait(c, t))}
    local rare = redis.call('HMGET', c.p .. 'n:' .. name, unpack(TALLIES))
    for i, tally in ipairs(TALLIES) do row[6 + i] = t[tally] or tonumber(rare[i] or 0) end
    rows[#rows + 1] = row
  end
  return rows
end

-- Only enqueue adds to memory: the rest may run when Redis is full, because it makes room.
local function register(name, callback, flags)
  redis.register_function{function_name = 'spw_' .. name .. '_v1', callback = callback, flags = flags}
end

register('enqueue', enqueue, {})
register('claim', claim, {'allow-oom'})
register('publish', publish, {})
register('complete', complete, {'allow-oom'})
register('renew', renew, {'allow-oom'})
register('release', release, {'allow-oom'})
register('leave', leave, {'allow-oom'})
register('cancel', cancel, {'allow-oom'})
register('configure_domain', configure_domain, {})
register('configure_tenant', configure_tenant, {})
register('remove_tenant', remove_tenant, {'allow-oom'})
register('stats', stats, {'allow-oom'})
