#!lua name=spillway_queue_v2

-- The queue of one scheduling domain. KEYS[1] is the prefix of its keys, "spw2:{domain}:", so that all lie in one hash
-- slot. args[1] is the time in ms; '0' means the server's own clock. DESIGN.md names the keys and the invariants.
-- Redis prints Lua numbers with 17 digits when they are arguments of a call, so doubles survive the round trip. That
-- costs more than many a command, so whole numbers on busy ways are strings, or made such by whole().

local FORMAT = 2             -- of the records; also in the library's name above, and in Format.java
local NEVER = 9e15
local SILENCE_MS = 5000      -- a worker silent for longer is gone
local KEEP_MS = '120000'     -- a finished request answers repeats for so long
local MOST_LAPSES = 3        -- lost leases until a request is dead
local SKIPS = 8              -- bound of what an operation does besides its own work
local SWEEP = 200            -- the same for stats and remove, which are rare
local DEBT_MS = 30000        -- what a tenant can owe at most, in time at its fair share
local FIRST_COST_MS = 100    -- estimate before anything was measured
local LEAST_COST_MS = 0.1
local SMOOTHING = 0.1        -- weight of the newest cost in the moving averages
local MOST_ROUTERS = 4
local MOST_REPLIES = 20000   -- a router's list: beyond it, the oldest go
local MOST_DEAD_LETTERS = 100
local MICRO = 1e6            -- weights are stored as integers of a millionth, so that their sum stays exact
local EPSILON = 1e-6

local function whole(number)
  return string.format('%d', number)
end

-- Records are packed strings, because reading a hash of many numbers costs several times as much as all the rest.
-- Domain: v virtual time; seq order of arrival; waiting, flight, slots totals; busy weight of the tenants that have
-- requests; due, reap lower bounds of the next deadline or lease end, and of the next worker's death; fifo; limit; idle
-- claims that found less than they could take, since the bell last rang for one.
local DOMAIN = '<ddddddddddd'
-- Tenant: weight; waiting; flight; vf start tag of its next request; ewma ms; variance ms^2; ACCEPTED; ANSWERED; gap ms
-- between requests at its rate, 0 without; burst; tat theoretical arrival time; limit; cap; gone.
local ACCOUNT = '<dddddddddddddd'
-- Request: state, cancelled, lapses, attempt, deadline, enqueued, seq, claimed, charge, tenant, print, worker, routers,
-- facts of its final reply. Its payload, and later the body of the reply, lie apart: Lua hashes every byte of a string
-- that it gets, so those go through it as seldom as can be.
local REQUEST = '<BBBI4dddddsssss'
local QUEUED, FLYING, DONE, VOID = 1, 2, 3, 4
local LONG = ('-'):rep(65)   -- a member that makes Redis keep a skip list: up to 128 short ones it would only list
local TALLIES = {'ACCEPTED', 'ANSWERED', 'FAILED', 'EXPIRED', 'CANCELLED', 'DEAD', 'REJECTED_RATE', 'REJECTED_QUEUE',
  'REJECTED_DEADLINE', 'REJECTED_SATURATED', 'RETRIED', 'STALE'}

-- State: read once, changed in Lua, written back once, where it changed. A call that does many operations reads all that
-- they name with one command, and makes one of each kind of write: commands cost more than what they do. -------------

local function pack_domain(g)
  return struct.pack(DOMAIN, g.v, g.seq, g.waiting, g.flight, g.slots, g.busy, g.due, g.reap, g.fifo, g.limit,
    g.idle)
end

-- The records of the last call, unpacked, under their keys: still true if Redis still holds the same bytes. Taken out
-- while in use, so that a call that breaks leaves none.
local memo = {}

-- Lists that every call fills anew, up to a length of its own: to let them grow again each time costs more than to fill
-- them.
local WANTED, WRITES, ADDED, REMOVED, TAGS, UNTAGS, CLAIMS, ACCEPTED, WORDS =
  {}, {}, {}, {}, {}, {}, {}, {'ACCEPTED'}, {}

local function recall(key, packed)
  local known = memo[key]
  memo[key] = nil
  if known and known.packed == packed then return known end
end

-- To be written with all else at the end of the call.
local function put(c, key, value)
  local n = c.writes
  WRITES[n + 1], WRITES[n + 2] = key, value
  c.writes = n + 2
end

local function remember(c, key, known, packed)
  if packed ~= known.packed then put(c, key, packed) end
  known.packed = packed
  memo[key] = known
end

local function unpack_domain(packed)
  local v, seq, waiting, flight, slots, busy, due, reap, fifo, limit, idle = struct.unpack(DOMAIN, packed)
  return {v = v, seq = seq, waiting = waiting, flight = flight, slots = slots, busy = busy, due = due, reap = reap,
    fifo = fifo, limit = limit, idle = idle, packed = packed}
end

local function new_domain(p)
  local clock = redis.call('TIME')
  redis.call('SET', p .. 'epoch', clock[1] .. '.' .. clock[2])
  redis.call('ZADD', p .. 'due', NEVER, LONG)
  return {v = 0, seq = 0, waiting = 0, flight = 0, slots = 0, busy = 0, due = NEVER, reap = NEVER, fifo = 0,
    limit = 100000, idle = 0}
end

local function pack_account(t)
  return struct.pack(ACCOUNT, t.weight, t.waiting, t.flight, t.vf, t.ewma, t.variance, t.ACCEPTED, t.ANSWERED, t.gap,
    t.burst, t.tat, t.limit, t.cap, t.gone)
end

local function unpack_account(key, name, packed)
  local weight, waiting, flight, vf, ewma, variance, accepted, answered, gap, burst, tat, limit, cap, gone =
    struct.unpack(ACCOUNT, packed)
  return {weight = weight, waiting = waiting, flight = flight, vf = vf, ewma = ewma, variance = variance,
    ACCEPTED = accepted, ANSWERED = answered, gap = gap, burst = burst, tat = tat, limit = limit, cap = cap,
    gone = gone, key = key, name = name, packed = packed, tag = false, line = false, ids = false, next = 1,
    stored = false}
end

local function adopt(c, key, name, packed)
  local t = packed and (recall(key, packed) or unpack_account(key, name, packed))
  -- tag is the score under which the index has it; unknown in FIFO order
  if t then t.tag = t.waiting > 0 and t.gone == 0 and (c.g.fifo == 1 and -1 or t.vf) end
  c.tenants[name] = t
end

-- The tenants of these names; false for those that are unknown.
local function tenants(c, names)
  local known, keys, missing, n = c.tenants, {}, {}, 0
  for _, name in ipairs(names) do
    if known[name] == nil then
      n = n + 1
      keys[n], missing[n] = c.p .. 'a:' .. name, name
    end
  end
  if n > 0 then
    local stored = redis.call('MGET', unpack(keys))
    for i = 1, n do adopt(c, keys[i], missing[i], stored[i]) end
  end
  local found = {}
  for i, name in ipairs(names) do found[i] = known[name] end
  return found
end

local function tenant(c, name)
  local t = c.tenants[name]
  if t == nil then t = tenants(c, {name})[1] end
  return t
end

-- Begins a call. name_at and id_at say where the operations name a tenant and a request, 0 if they do not.
local function open(keys, args, width, name_at, id_at)
  local p, now, wanted, n, seen = keys[1], tonumber(args[1]), WANTED, 1, {}
  wanted[1] = p .. 'd'
  for first = 1, name_at > 0 and #args - 1 or 0, width do
    local name = args[first + name_at]
    if not seen[name] then
      n, seen[name] = n + 1, n + 1
      wanted[n] = p .. 'a:' .. name
    end
  end
  for first = 1, id_at > 0 and #args - 1 or 0, width do
    n = n + 1
    wanted[n] = p .. 'r:' .. args[first + id_at]
  end
  local c = {p = p, tenants = {}, requests = {}, writes = 0, tags = 0, untags = 0, added = 0, removed = 0,
    flights = false, replies = false, tidied = false, heard = false, worker = false, slots = 0, order = false, reach = 0,
    chunk = 1, ahead = 0, moment = false, moment_text = '', keep = 'PX', keep_text = KEEP_MS}
  if now == 0 then
    local clock = redis.call('TIME')
    now = clock[1] * 1000 + math.floor(clock[2] / 1000)
    -- what Redis makes of PX itself
    c.keep, c.keep_text = 'PXAT', whole(now + KEEP_MS)
  end
  local stored = redis.call('MGET', unpack(wanted, 1, n))
  local packed = stored[1]
  c.now, c.g = now, packed and (recall(wanted[1], packed) or unpack_domain(packed)) or new_domain(p)
  for name, i in pairs(seen) do adopt(c, wanted[i], name, stored[i]) end
  if id_at > 0 then
    local i = n - (#args - 1) / width
    for first = 1, #args - 1, width do
      i = i + 1
      c.requests[args[first + id_at]] = stored[i]
    end
  end
  return c
end

-- A tenant's place for one more id, by order of arrival.
local function line_up(c, t, seq, id)
  local line = t.line
  if line then
    local n = #line
    line[n + 1], line[n + 2] = whole(seq), id
  else
    t.line = {c.p .. 'q:' .. t.name, whole(seq), id}
  end
end

-- Keeps the index of waiting tenants true: by start tag, or in FIFO order by the oldest request's number.
local function index(c, t)
  local ids = t.ids
  if ids then
    for i = t.next, #ids, 2 do line_up(c, t, ids[i + 1], ids[i]) end
    t.ids, t.stored = false, false
  end
  if t.line then
    redis.call('ZADD', unpack(t.line))
    t.line = false
  end
  local tag = false
  if t.waiting > 0 and t.gone == 0 then
    if c.g.fifo == 1 then
      tag = tonumber(redis.call('ZRANGE', c.p .. 'q:' .. t.name, 0, 0, 'WITHSCORES')[2])
    else
      tag = t.vf
    end
  end
  if tag == t.tag then return end
  t.tag = tag
  if tag then
    local n = c.tags
    TAGS[n + 1], TAGS[n + 2] = tag, t.name
    c.tags = n + 2
  else
    c.untags = c.untags + 1
    UNTAGS[c.untags] = t.name
  end
end

local function index_all(c)
  for _, t in pairs(c.tenants) do
    if t then index(c, t) end
  end
  if c.tags > 0 then redis.call('ZADD', c.p .. 'act', unpack(TAGS, 1, c.tags)) end
  if c.untags > 0 then redis.call('ZREM', c.p .. 'act', unpack(UNTAGS, 1, c.untags)) end
  c.tags, c.untags = 0, 0
end

local function write_due(c)
  if c.added > 0 then redis.call('ZADD', c.p .. 'due', unpack(ADDED, 1, c.added)) end
  if c.removed > 0 then redis.call('ZREM', c.p .. 'due', unpack(REMOVED, 1, c.removed)) end
  c.added, c.removed = 0, 0
end

local function write_replies(c)
  for router, texts in pairs(c.replies) do
    local key = c.p .. 'rep:' .. router
    local length = redis.call('RPUSH', key, unpack(texts))
    -- a list that somebody reads is new nearly each time
    if length % 32 <= #texts then redis.call('PEXPIRE', key, KEEP_MS) end
    if length > 2 * MOST_REPLIES then redis.call('LTRIM', key, -2 * MOST_REPLIES, -1) end
  end
end

local function write_flights(c)
  for worker, change in pairs(c.flights) do
    if redis.call('HINCRBY', c.p .. 'w', 'f:' .. worker, whole(change)) <= 0
      and redis.call('HEXISTS', c.p .. 'w', 's:' .. worker) == 0 then
      redis.call('HDEL', c.p .. 'w', 'f:' .. worker)
    end
  end
  c.flights = false
end

local function write_accounts(c)
  for _, t in pairs(c.tenants) do
    if t and t.gone == 1 and t.waiting == 0 and t.flight == 0 then
      redis.call('DEL', t.key, c.p .. 'n:' .. t.name)
    elseif t then
      remember(c, t.key, t, pack_account(t))
    end
  end
end

local function close(c)
  index_all(c)
  write_due(c)
  if c.flights then write_flights(c) end
  if c.replies then write_replies(c) end
  write_accounts(c)
  remember(c, c.p .. 'd', c.g, pack_domain(c.g))
  if c.writes > 0 then redis.call('MSET', unpack(WRITES, 1, c.writes)) end
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
    r.claimed, r.charge, r.tenant, r.print, r.worker, r.routers, r.facts)
end

-- The one request that an operation is about; the next one unpacked takes its place.
local REQUESTED = {}

local function unpack_request(packed)
  local r, cancelled = REQUESTED, 0
  r.state, cancelled, r.lapses, r.attempt, r.deadline, r.enqueued, r.seq, r.claimed, r.charge, r.tenant, r.print, r.worker,
    r.routers, r.facts = struct.unpack(REQUEST, packed)
  r.cancelled = cancelled == 1
  return r
end

local function request(c, id)
  local packed = c.requests[id]
  if packed == nil then packed = redis.call('GET', c.p .. 'r:' .. id) end
  return packed and unpack_request(packed)
end

local function update(c, id, packed)
  c.requests[id] = packed
  put(c, c.p .. 'r:' .. id, packed)
end

local function due(c, id, at)
  if at ~= c.moment then c.moment, c.moment_text = at, whole(at) end
  local n = c.added
  ADDED[n + 1], ADDED[n + 2] = c.moment_text, id
  c.added = n + 2
  if at < c.g.due then c.g.due = at end
end

local function never_due(c, id)
  c.removed = c.removed + 1
  REMOVED[c.removed] = id
end

-- A reply is two elements of a router's list: facts and body.
local function send_to(c, router, facts, body)
  local replies = c.replies
  if not replies then
    c.replies = {[router] = {facts, body}}
  elseif replies[router] then
    local texts = replies[router]
    local n = #texts
    texts[n + 1], texts[n + 2] = facts, body
  else
    replies[router] = {facts, body}
  end
end

local function send(c, routers, facts, body)
  if not string.find(routers, ' ', 1, true) then return send_to(c, routers, facts, body) end
  for router in string.gmatch(routers, '%S+') do send_to(c, router, facts, body) end
end

local function facts(c, id, r, status, attempt, sequence)
  local waited, served = c.now - r.enqueued, 0
  if attempt > 0 then waited, served = r.claimed - r.enqueued, c.now - r.claimed end
  return string.format('%s %s %s %d %d %d %d', id, r.tenant, status, attempt, sequence, math.max(0, waited),
    math.max(0, served))
end

-- The one final reply, kept for repeats. One that expired or was cancelled is void: the same id may come again.
local function finish(c, t, id, r, status, attempt, body)
  r.state = (status == 'EXPIRED' or status == 'CANCELLED') and VOID or DONE
  r.facts = facts(c, id, r, status, attempt, 0)
  local packed = pack_request(r)
  -- at once: no operation finishes what another of its call has put to be written at the end
  c.requests[id] = packed
  redis.call('SET', c.p .. 'r:' .. id, packed, c.keep, c.keep_text)
  redis.call('SET', c.p .. 'p:' .. id, body, c.keep, c.keep_text)
  never_due(c, id)
  send(c, r.routers, r.facts, body)
  count(c, t, status)
end

local function finish_waiting(c, t, id, r, status)
  redis.call('ZREM', c.p .. 'q:' .. t.name, id)
  shift(c, t, -1, 0)
  finish(c, t, id, r, status, 0, '')
end

-- A waiting request of which Redis lost a key, as it should not: counted as dead, and nobody can be told.
local function lose(c, t, id)
  c.requests[id] = false
  redis.call('DEL', c.p .. 'r:' .. id, c.p .. 'p:' .. id)
  never_due(c, id)
  shift(c, t, -1, 0)
  count(c, t, 'DEAD')
end

-- Changes how many requests a worker has.
local function fly(c, worker, change)
  local flights = c.flights
  if flights then flights[worker] = (flights[worker] or 0) + change else c.flights = {[worker] = change} end
end

local function land(c, t, r)
  shift(c, t, 0, -1)
  fly(c, r.worker, -1)
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
  elseif redis.call('RPUSH', c.p .. 'bell', '1') > c.g.slots then
    redis.call('LTRIM', c.p .. 'bell', 0, c.g.slots - 1)
  end
end

local function requeue(c, t, id, r)
  r.state = QUEUED
  update(c, id, pack_request(r))
  line_up(c, t, r.seq, id)
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
      'payload', redis.call('GET', c.p .. 'p:' .. id) or '')
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
  local past = redis.call('ZRANGEBYSCORE', c.p .. 'due', '-inf', c.now, 'LIMIT', 0, most)
  for _, id in ipairs(past) do
    local r = request(c, id)
    local t = r and tenant(c, r.tenant)
    if not t then
      never_due(c, id)
    elseif r.state == QUEUED then
      finish_waiting(c, t, id, r, 'EXPIRED')
    else
      lapse(c, t, id, r)
    end
  end
  write_due(c)
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
  if c.worker == worker and c.slots == slots then return end
  c.worker, c.slots = worker, slots
  if redis.call('ZADD', c.p .. 'wk', whole(c.now), worker) == 1 then c.g.idle = c.g.idle + 1 end
  c.g.reap = math.min(c.g.reap, c.now + SILENCE_MS)
  local before = tonumber(redis.call('HGET', c.p .. 'w', 's:' .. worker) or 0)
  if before ~= slots then
    redis.call('HSET', c.p .. 'w', 's:' .. worker, slots)
    c.g.slots = c.g.slots + slots - before
  end
end

-- What time did to the domain: once in a call, before its first operation.
local function tidy(c)
  if c.tidied then return end
  c.tidied = true
  reap(c)
  sweep(c, SKIPS)
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

local function refusal(tally, ...)
  return {tally = tally, ...}
end

-- Why a request must not come in, or nil. tat is when the next request is due at the tenant's rate: the rate limit is the
-- generic cell rate algorithm (ITU-T I.371).
local function refuse(c, t, tat, wait, timeout)
  local g = c.g
  local early = t.gap > 0 and tat - (t.burst - 1) * t.gap - c.now or 0
  if early > EPSILON then return refusal('REJECTED_RATE', 'RATE_LIMITED', math.ceil(early - EPSILON)) end
  if g.slots == 0 then return refusal('REJECTED_SATURATED', 'NO_WORKERS') end
  if t.waiting >= t.limit then
    return refusal('REJECTED_QUEUE', 'QUEUE_FULL', t.limit, math.ceil((t.waiting - t.limit / 2) * t.ewma / share(c, t)))
  end
  if g.waiting >= g.limit then
    return refusal('REJECTED_SATURATED', 'SATURATED',
      math.max(1000, math.ceil((g.waiting - g.limit + 1) * t.ewma / g.slots)))
  end
  -- With nothing ahead it is let in even if it looks too slow: only running something can correct the estimate.
  if t.waiting > 0 and wait + t.ewma > timeout then
    return refusal('REJECTED_DEADLINE', 'INFEASIBLE', math.ceil(wait + t.ewma), math.ceil(wait + t.ewma - timeout))
  end
end

local function attach(c, id, r, router)
  local addresses, n = router, 1
  for each in string.gmatch(r.routers, '%S+') do
    if each ~= router and n < MOST_ROUTERS then addresses, n = addresses .. ' ' .. each, n + 1 end
  end
  -- who asks again takes back a cancellation that no worker has seen yet
  r.routers, r.cancelled = addresses, false
  update(c, id, pack_request(r))
  return {'ATTACHED'}
end

-- What a known id gets, or nil if it may come again.
local function known(c, id, r, name, router, print)
  if r.tenant ~= name or r.print ~= print then return {'CONFLICT'} end
  if r.state == DONE then return {'FINISHED', r.facts, redis.call('GET', c.p .. 'p:' .. id) or ''} end
  if r.state ~= VOID then return attach(c, id, r, router) end
end

local function enqueue(c, id, name, router, payload, print, timeout)
  tidy(c)
  local r = request(c, id)
  local repeated = r and known(c, id, r, name, router, print)
  if repeated then return repeated end
  local g, t = c.g, tenant(c, name)
  if not t or t.gone == 1 then return {'UNKNOWN_TENANT'} end
  timeout = tonumber(timeout)
  local tat, wait = math.max(t.tat, c.now), expected_wait(c, t)
  local no = refuse(c, t, tat, wait, timeout)
  if no then
    count(c, t, no.tally)
    return no
  end
  local seq = g.seq + 1
  -- attempts go on counting: they fence off a worker that still holds a lease on the id's last life
  update(c, id, struct.pack(REQUEST, QUEUED, 0, 0, r and r.attempt or 0, c.now + timeout, c.now, seq, 0, 0, name, print, '',
    router, ''))
  put(c, c.p .. 'p:' .. id, payload)
  g.seq = seq
  line_up(c, t, seq, id)
  due(c, id, c.now + timeout)
  if g.idle > 0 then ring(c) end
  join(c, t)
  shift(c, t, 1, 0)
  count(c, t, 'ACCEPTED')
  local outcome = ACCEPTED
  outcome[2], outcome[3], outcome[4], outcome[5] = t.waiting, math.ceil(wait), -1, 0
  if t.gap == 0 then return outcome, 5 end
  t.tat = tat + t.gap
  local remaining = math.floor((c.now - t.tat) / t.gap + t.burst + EPSILON)
  outcome[4], outcome[5] = math.max(0, remaining), math.ceil(t.tat - c.now - EPSILON)
  return outcome, 5
end

-- Work. ---------------------------------------------------------------------------------------------------------

-- The waiting tenants by start tag, as far as the next grants can reach: each grant moves one of them back at most.
local function load_order(c, grants)
  index_all(c)
  if c.g.fifo == 1 then grants = 1 end
  local order = tenants(c, redis.call('ZRANGE', c.p .. 'act', '0', whole(grants - 1)))
  c.order, c.reach, c.chunk = order, grants, math.max(1, math.floor(grants / #order))
end

-- A tenant at its cap lets the next one go first; if nobody else can, it is served all the same.
local function next_tenant(c, grants)
  if not c.order or c.reach == 0 then load_order(c, grants) end
  local t = c.order[1]
  if not t or t.flight < t.cap or c.g.fifo == 1 then return t end
  index_all(c)
  for _, other in ipairs(tenants(c, redis.call('ZRANGE', c.p .. 'act', '0', SKIPS))) do
    if other.flight < other.cap then return other end
  end
  return t
end

local function reorder(c, t)
  local order, i = c.order, 1
  c.reach = c.reach - 1
  if t ~= order[1] or c.g.fifo == 1 then
    c.order = false
  elseif t.waiting == 0 then
    table.remove(order, 1)
  else
    local other = order[2]
    while other and (other.vf < t.vf or other.vf == t.vf and other.name < t.name) do
      order[i], i = other, i + 1
      other = order[i + 1]
    end
    order[i] = t
  end
end

-- The oldest waiting request. Some are taken out of the queue together; index puts back what was not needed.
local function next_request(c, t)
  local ids, stored, n = t.ids, t.stored, t.next
  if not ids then
    ids, n = redis.call('ZPOPMIN', c.p .. 'q:' .. t.name, whole(c.chunk)), 1
    local keys = {}
    for i = 1, #ids, 2 do keys[i], keys[i + 1] = c.p .. 'r:' .. ids[i], c.p .. 'p:' .. ids[i] end
    stored = redis.call('MGET', unpack(keys))
  end
  local more = n + 2 < #ids
  t.ids, t.stored, t.next = more and ids, more and stored, n + 2
  local id, packed, payload = ids[n], c.requests[ids[n]], stored[n + 1]
  if packed == nil then packed = stored[n] end
  return id, packed and payload and unpack_request(packed), payload
end

local function grant(c, t, id, r, worker, lease)
  local g, estimate = c.g, math.max(LEAST_COST_MS, t.ewma)
  r.state, r.worker, r.attempt, r.claimed, r.charge = FLYING, worker, r.attempt + 1, c.now, estimate
  update(c, id, pack_request(r))
  due(c, id, c.now + lease)
  shift(c, t, -1, 1)
  fly(c, worker, 1)
  g.v = math.max(g.v, t.vf)
  t.vf = t.vf + estimate * MICRO / t.weight
end

-- Returns now, then id, tenant, attempt, enqueued, deadline, payload of each; and how many words these are.
local function claim(c, worker, slots, most, lease)
  most, lease = tonumber(most), tonumber(lease)
  enlist(c, worker, tonumber(slots))
  tidy(c)
  local claims, n, granted, skipped = CLAIMS, 1, 0, 0
  claims[1] = c.now
  while granted < most and skipped < SKIPS and c.g.waiting > 0 do
    local t = next_tenant(c, most - granted + c.ahead)
    if not t then break end
    local id, r, payload = next_request(c, t)
    if not r or c.now >= r.deadline then
      skipped, c.order = skipped + 1, false
      if r then finish_waiting(c, t, id, r, 'EXPIRED') else lose(c, t, id) end
    else
      granted = granted + 1
      grant(c, t, id, r, worker, lease)
      reorder(c, t)
      claims[n + 1], claims[n + 2], claims[n + 3] = id, t.name, r.attempt
      claims[n + 4], claims[n + 5], claims[n + 6] = r.enqueued, r.deadline, payload
      n = n + 6
    end
  end
  if granted < most then c.g.idle = math.min(c.g.idle + 1, c.g.slots) end
  if skipped == SKIPS and c.g.waiting > 0 then ring(c) end
  return claims, n
end

-- The request, if the caller still holds its lease; else nil, and counted.
local function held(c, id, name, worker, attempt)
  local r, t = request(c, id), tenant(c, name)
  if r and r.state == FLYING and r.tenant == name and r.worker == worker and r.attempt == tonumber(attempt) then
    return r, t
  end
  if t then count(c, t, 'STALE') end
end

-- Whether a request in flight goes on; ends it if not.
local function goes_on(c, t, id, r)
  local status = ending(c, t, r)
  if status then finish_flying(c, t, id, r, status, '') end
  return not status
end

local function publish(c, id, name, worker, attempt, sequence, body)
  local r, t = held(c, id, name, worker, attempt)
  if not r then return 'STALE' end
  if not goes_on(c, t, id, r) then return 'CANCELLED' end
  send(c, r.routers, facts(c, id, r, 'PART', r.attempt, sequence), body)
  return 'DONE'
end

-- Moving mean and variance (West: Updating mean and variance estimates, CACM 1979), exponentially weighted.
local function learn(t, cost)
  local surprise = cost - t.ewma
  t.ewma = t.ewma + SMOOTHING * surprise
  t.variance = (1 - SMOOTHING) * (t.variance + SMOOTHING * surprise * surprise)
end

-- status is ANSWERED or FAILED
local function complete(c, id, name, worker, attempt, status, cost, body)
  local r, t = held(c, id, name, worker, attempt)
  if not r then return 'STALE' end
  cost = math.max(LEAST_COST_MS, tonumber(cost))
  t.vf = math.min(t.vf + (cost - r.charge) * MICRO / t.weight, c.g.v + debt(c, t))
  learn(t, cost)
  if not goes_on(c, t, id, r) then return 'CANCELLED' end
  finish_flying(c, t, id, r, status, body)
  return 'DONE'
end

-- An empty id only says that the worker lives.
local function renew(c, worker, lease, id, name, attempt)
  if c.heard ~= worker then
    redis.call('ZADD', c.p .. 'wk', 'XX', c.now, worker)
    c.heard = worker
  end
  if id == '' then return 'DONE' end
  local r, t = held(c, id, name, worker, attempt)
  if not r then return 'STALE' end
  if not goes_on(c, t, id, r) then return 'CANCELLED' end
  due(c, id, c.now + tonumber(lease))
  return 'DONE'
end

local function release(c, id, name, worker, attempt)
  local r, t = held(c, id, name, worker, attempt)
  if not r then return 'STALE' end
  t.vf = t.vf - r.charge * MICRO / t.weight
  if not goes_on(c, t, id, r) then return 'CANCELLED' end
  land(c, t, r)
  requeue(c, t, id, r)
  return 'DONE'
end

local function leave(c, worker)
  dismiss(c, worker)
  return 'DONE'
end

local function cancel(c, id)
  local r = request(c, id)
  if not r then return 'UNKNOWN' end
  if r.state == FLYING then
    r.cancelled = true
    update(c, id, pack_request(r))
    return 'SIGNALLED'
  end
  if r.state ~= QUEUED then return 'FINISHED' end
  finish_waiting(c, tenant(c, r.tenant), id, r, 'CANCELLED')
  return 'REMOVED'
end

-- Control. ------------------------------------------------------------------------------------------------------

-- fairness is weighted or fifo
local function configure_domain(c, fairness, limit)
  local fifo = fairness == 'fifo' and 1 or 0
  c.g.limit = tonumber(limit)
  if fifo ~= c.g.fifo then
    c.g.fifo = fifo
    for _, name in ipairs(redis.call('ZRANGE', c.p .. 'act', 0, -1)) do tenant(c, name).tag = -1 end
  end
  return 'DONE'
end

-- rate per second; limit of the waiting, cap of those in flight
local function configure_tenant(c, name, weight, rate, burst, limit, cap)
  weight, rate = math.floor(weight * MICRO + 0.5), tonumber(rate)
  local t = tenant(c, name)
  if not t then
    t = {key = c.p .. 'a:' .. name, name = name, tag = false, weight = weight, waiting = 0, flight = 0, vf = 0, ewma = FIRST_COST_MS, variance = 0,
      ACCEPTED = 0, ANSWERED = 0, tat = 0, gone = 0}
    c.tenants[name] = t
  end
  if t.waiting + t.flight > 0 then c.g.busy = c.g.busy + weight - t.weight end
  t.weight, t.gap, t.burst = weight, rate > 0 and 1000 / rate or 0, tonumber(burst)
  t.limit, t.cap, t.gone = tonumber(limit), tonumber(cap), 0
  redis.call('SADD', c.p .. 'tenants', name)
  return 'DONE'
end

-- Returns how many still wait: the caller calls again until none does, so that no call takes long.
local function remove_tenant(c, name)
  local t = tenant(c, name)
  if not t then return '0' end
  t.gone = 1
  redis.call('SREM', c.p .. 'tenants', t.name)
  for _, id in ipairs(redis.call('ZRANGE', c.p .. 'q:' .. t.name, 0, SWEEP - 1)) do
    finish_waiting(c, t, id, request(c, id), 'CANCELLED')
  end
  return whole(t.waiting)
end

local function workers(c)
  local rows = {}
  for _, worker in ipairs(redis.call('ZRANGE', c.p .. 'wk', 0, -1)) do
    local numbers = redis.call('HMGET', c.p .. 'w', 's:' .. worker, 'f:' .. worker)
    rows[#rows + 1], rows[#rows + 2], rows[#rows + 3] = worker, numbers[1], numbers[2] or '0'
  end
  return rows
end

local function micros(millis)
  return math.floor(millis * 1000 + 0.5)
end

-- Returns epoch, now, {worker, slots, in flight, …}, then of each tenant {name, waiting, in flight, oldest age, mean and
-- deviation of the cost in µs, expected wait, tallies…}. The epoch holds the run id too: a restart may have lost the
-- last writes.
local function stats(c)
  reap(c)
  sweep(c, SWEEP)
  index_all(c)
  if c.flights then write_flights(c) end
  local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x%x%x%x%x%x%x%x)')
  local rows = {redis.call('GET', c.p .. 'epoch') .. '.' .. run, c.now, workers(c)}
  local names = redis.call('SMEMBERS', c.p .. 'tenants')
  table.sort(names)
  for _, name in ipairs(names) do
    local t, age = tenant(c, name), 0
    if t.waiting > 0 then
      local oldest = redis.call('ZRANGE', c.p .. 'q:' .. name, 0, 0)[1]
      age = math.max(0, c.now - request(c, oldest).enqueued)
    end
    local row = {name, t.waiting, t.flight, age, micros(t.ewma), micros(math.sqrt(t.variance)),
      math.ceil(expected_wait(c, t))}
    local rare = redis.call('HMGET', c.p .. 'n:' .. name, unpack(TALLIES))
    for i, tally in ipairs(TALLIES) do row[7 + i] = t[tally] or tonumber(rare[i] or 0) end
    rows[#rows + 1] = row
  end
  return rows
end

-- Functions. ----------------------------------------------------------------------------------------------------

local function register(name, callback, flags)
  redis.register_function{function_name = 'spw_' .. name .. '_v' .. FORMAT, callback = callback, flags = flags}
end

-- Adds what an operation returned, and says how many words there are now. A list is preceded by its length, because each
-- list within the answer would cost Redis a buffer of 16 KB.
local function append(n, done, outcome, length)
  local words = WORDS
  if type(outcome) ~= 'table' then
    words[n + 1] = done and outcome or redis.error_reply(outcome)
    return n + 1
  elseif outcome.err then
    words[n + 1] = outcome
    return n + 1
  end
  length = length or #outcome
  words[n + 1] = length
  for i = 1, length do words[n + 1 + i] = outcome[i] end
  return n + 1 + length
end

-- A function that does many operations of a kind: its args are the time, then so many of each. Returns an outcome of
-- each; of one that failed the error, while the others go on.
local function many(operation, width, name_at, id_at)
  return function(keys, args)
    local c, n = open(keys, args, width, name_at, id_at), 0
    for i = 2, #args, width do
      c.ahead = (#args + 1 - i) / width - 1
      n = append(n, pcall(operation, c, unpack(args, i, i + width - 1)))
    end
    close(c)
    WORDS[n + 1] = nil
    return WORDS
  end
end

-- Only what adds to memory is refused when Redis is full: the rest makes room.
register('enqueue', many(enqueue, 6, 2, 1), {})
register('claim', many(claim, 4, 0, 0), {'allow-oom'})
register('publish', many(publish, 6, 2, 1), {})
register('complete', many(complete, 7, 2, 1), {'allow-oom'})
register('renew', many(renew, 5, 4, 3), {'allow-oom'})
register('release', many(release, 4, 2, 1), {'allow-oom'})
register('leave', many(leave, 1, 0, 0), {'allow-oom'})
register('cancel', many(cancel, 1, 0, 1), {'allow-oom'})
register('configure_domain', many(configure_domain, 2, 0, 0), {})
register('configure_tenant', many(configure_tenant, 6, 1, 0), {})
register('remove_tenant', many(remove_tenant, 1, 1, 0), {'allow-oom'})
register('stats', many(stats, 1, 0, 0), {'allow-oom'})
