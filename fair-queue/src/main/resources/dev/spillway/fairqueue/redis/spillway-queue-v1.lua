#!lua name=spillway_queue_v1

-- The tenant queue of one scheduling domain. KEYS[1] is the domain's prefix, "spw:{domain}:"; every other key is built
-- from it, so all lie in one hash slot. args[1] is the time in ms; 0 means the server's own. DESIGN.md explains the keys.

local SILENCE_MS = 5000        -- a worker that says nothing for so long is gone
local MOST_ATTEMPTS = 3        -- then a request is dead
local KEEP_MS = 120000         -- how long a finished request answers repeats
local SKIPS = 8                -- bound of every loop that does not hand out work
local DEBT_MS = 30000          -- service a tenant can at most owe, in time at its fair share
local FIRST_COST_MS = 100      -- estimate before anything was measured
local SMOOTHING = 0.1          -- weight of the newest cost in the moving average
local SEQUENCES = 1024         -- a score is ms * SEQUENCES + sequence: order of arrival, and the time of it

local function time(arg)
  if arg ~= '0' then return tonumber(arg) end
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

local function num(value, default)
  return tonumber(value or default)
end

-- Lua would print large numbers with 14 digits.
local function exact(value)
  return string.format('%.17g', value)
end

local function split(text, separator)
  local parts = {}
  for part in string.gmatch(text, '[^' .. separator .. ']+') do parts[#parts + 1] = part end
  return parts
end

local function tally(p, tenant, name)
  local key = p .. 't:' .. tenant
  if redis.call('EXISTS', key) == 1 then redis.call('HINCRBY', key, name, 1) end
end

-- The domain's hash: v virtual time, seq, waiting, inf (in flight), slots, aw (weight of tenants that wait), fair, maxw.
local function domain(p)
  local g = redis.call('HMGET', p .. 'g', 'v', 'waiting', 'inf', 'slots', 'aw', 'fair', 'maxw')
  return {
    v = num(g[1], 0), waiting = num(g[2], 0), inf = num(g[3], 0), slots = num(g[4], 0), aw = num(g[5], 0),
    fifo = g[6] == 'fifo', maxw = num(g[7], 100000),
  }
end

local function forget_worker(p, worker)
  local slots = redis.call('HGET', p .. 'ws', worker)
  redis.call('ZREM', p .. 'wk', worker)
  if slots then
    redis.call('HDEL', p .. 'ws', worker)
    redis.call('HINCRBY', p .. 'g', 'slots', -slots)
  end
end

local function reap_workers(p, now)
  local silent = redis.call('ZRANGEBYSCORE', p .. 'wk', '-inf', now - SILENCE_MS, 'LIMIT', 0, SKIPS)
  for _, worker in ipairs(silent) do forget_worker(p, worker) end
end

local function heartbeat(p, now, worker)
  redis.call('ZADD', p .. 'wk', exact(now), worker)
end

-- Puts a tenant into the index of those that wait, or moves it there.
local function activate(p, tenant, tag)
  if redis.call('ZADD', p .. 'act', exact(tag), tenant) == 1 then
    local w = num(redis.call('HGET', p .. 't:' .. tenant, 'w'), 1)
    redis.call('HINCRBYFLOAT', p .. 'g', 'aw', exact(w))
  end
end

local function deactivate(p, tenant)
  if redis.call('ZREM', p .. 'act', tenant) == 1 then
    if redis.call('EXISTS', p .. 'act') == 0 then
      redis.call('HSET', p .. 'g', 'aw', 0)
    else
      local w = num(redis.call('HGET', p .. 't:' .. tenant, 'w'), 1)
      redis.call('HINCRBYFLOAT', p .. 'g', 'aw', exact(-w))
    end
  end
end

-- After a request left a queue or came back to it: keeps the index true. tag is the start tag to use if the tenant is
-- weighted; without one a tenant that waits already keeps its tag.
local function refresh(p, g, tenant, tag)
  local head = redis.call('ZRANGE', p .. 'q:' .. tenant, 0, 0, 'WITHSCORES')
  if not head[1] then
    deactivate(p, tenant)
  elseif g.fifo then
    activate(p, tenant, tonumber(head[2]))
  elseif tag then
    activate(p, tenant, tag)
  elseif not redis.call('ZSCORE', p .. 'act', tenant) then
    activate(p, tenant, math.max(g.v, num(redis.call('HGET', p .. 't:' .. tenant, 'f'), 0)))
  end
end

-- One line of facts, then the body as it is.
local function reply(id, tenant, status, attempt, sequence, waited, served, body)
  return table.concat({id, tenant, status, attempt, sequence, waited, served}, ' ') .. '\n' .. body
end

local function send(p, routers, text)
  for _, router in ipairs(split(routers, ' ')) do
    local key = p .. 'rep:' .. router
    if redis.call('RPUSH', key, text) > 20000 then redis.call('LTRIM', key, -10000, -1) end
    redis.call('PEXPIRE', key, KEEP_MS)
  end
end

-- Ends a request: its one reply, kept for repeats, and the tally.
local function finish(p, now, id, tenant, status, attempt, body)
  local key = p .. 'r:' .. id
  local r = redis.call('HMGET', key, 'ro', 'e', 'cl')
  local enqueued, claimed = num(r[2], now), num(r[3], 0)
  local waited, served = now - enqueued, 0
  if claimed > 0 then waited, served = claimed - enqueued, now - claimed end
  local text = reply(id, tenant, status, attempt, 0, math.max(0, waited), math.max(0, served), body)
  send(p, r[1] or '', text)
  redis.call('HSET', key, 'st', 'D', 'res', text)
  redis.call('HDEL', key, 'p')
  redis.call('PEXPIRE', key, KEEP_MS)
  tally(p, tenant, status)
end

local function end_flight(p, id, tenant, worker)
  redis.call('ZREM', p .. 'lease', id)
  if redis.call('HINCRBY', p .. 'wi', worker, -1) <= 0 then redis.call('HDEL', p .. 'wi', worker) end
  redis.call('HINCRBY', p .. 'g', 'inf', -1)
  local key = p .. 't:' .. tenant
  if redis.call('EXISTS', key) == 1 then redis.call('HINCRBY', key, 'n', -1) end
end

-- Changes what a tenant was charged, and with it the tag it waits with. The debt is capped, so that a flood is not
-- punished for ever.
local function charge(p, g, tenant, delta)
  local key = p .. 't:' .. tenant
  local t = redis.call('HMGET', key, 'f', 'w')
  if not t[2] then return end
  local w = tonumber(t[2])
  local cap = g.v + DEBT_MS * math.max(1, g.slots) / math.max(g.aw, w)
  local before = num(t[1], 0)
  local after = math.min(cap, before + delta / w)
  redis.call('HSET', key, 'f', exact(after))
  if not g.fifo then
    local tag = redis.call('ZSCORE', p .. 'act', tenant)
    if tag then
      redis.call('ZADD', p .. 'act', exact(math.max(g.v, math.min(cap, tonumber(tag) + delta / w))), tenant)
    end
  end
end

-- Gives a claimed request back to its place in the queue.
local function requeue(p, g, id, tenant)
  local score = redis.call('HGET', p .. 'r:' .. id, 'sc')
  redis.call('HSET', p .. 'r:' .. id, 'st', 'Q')
  redis.call('HDEL', p .. 'r:' .. id, 'wk', 'cl')
  redis.call('ZADD', p .. 'q:' .. tenant, score, id)
  redis.call('HINCRBY', p .. 'g', 'waiting', 1)
  refresh(p, g, tenant, nil)
  redis.call('LPUSH', p .. 'bell', '1')
  redis.call('LTRIM', p .. 'bell', 0, 63)
end

local function reclaim_leases(p, g, now)
  local ended = redis.call('ZRANGEBYSCORE', p .. 'lease', '-inf', now, 'LIMIT', 0, SKIPS)
  for _, id in ipairs(ended) do
    local r = redis.call('HMGET', p .. 'r:' .. id, 'tn', 'wk', 'at', 'd', 'x')
    local tenant = r[1]
    if not tenant then
      redis.call('ZREM', p .. 'lease', id)
    else
      end_flight(p, id, tenant, r[2])
      local attempts = num(r[3], 0)
      local unknown = redis.call('EXISTS', p .. 't:' .. tenant) == 0
      if r[5] or unknown then
        finish(p, now, id, tenant, 'CANCELLED', attempts, '')
      elseif now >= tonumber(r[4]) then
        finish(p, now, id, tenant, 'EXPIRED', attempts, '')
      elseif attempts >= MOST_ATTEMPTS then
        redis.call('XADD', p .. 'dlq:' .. tenant, 'MAXLEN', '~', 1000, '*',
          'id', id, 'attempts', attempts, 'worker', r[2], 'payload', redis.call('HGET', p .. 'r:' .. id, 'p') or '')
        finish(p, now, id, tenant, 'DEAD', attempts, '')
      else
        tally(p, tenant, 'RETRIED')
        requeue(p, g, id, tenant)
      end
    end
  end
end

local function leave_queue(p, id, tenant)
  redis.call('ZREM', p .. 'q:' .. tenant, id)
  redis.call('HINCRBY', p .. 'g', 'waiting', -1)
end

-- Ends requests at the head of a queue whose deadline has passed; at most SKIPS of them.
local function expire_head(p, g, now, tenant)
  for _ = 1, SKIPS do
    local id = redis.call('ZRANGE', p .. 'q:' .. tenant, 0, 0)[1]
    if not id then return end
    local r = redis.call('HMGET', p .. 'r:' .. id, 'd', 'at')
    if r[1] and now < tonumber(r[1]) then return end
    leave_queue(p, id, tenant)
    if r[1] then
      finish(p, now, id, tenant, 'EXPIRED', num(r[2], 0), '')
    else
      tally(p, tenant, 'EXPIRED')
    end
    refresh(p, g, tenant, nil)
  end
end

local function expected_wait(g, waiting, weight, cost, active)
  if waiting == 0 and g.inf < g.slots then return 0 end
  local slots = math.max(1, g.slots)
  if g.fifo then return (g.waiting + 1) * cost / slots end
  local total = g.aw
  if not active then total = total + weight end
  return (waiting + 1) * cost / math.max(1, slots * weight / math.max(weight, total))
end

local function enqueue(keys, args)
  local p, now = keys[1], time(args[1])
  local id, tenant, router, payload, print, timeout = args[2], args[3], args[4], args[5], args[6], tonumber(args[7])
  local rk = p .. 'r:' .. id
  local known = redis.call('HMGET', rk, 'st', 'tn', 'fp', 'ro', 'res')
  if known[1] then
    if known[2] ~= tenant or known[3] ~= print then return {'CONFLICT'} end
    if known[1] == 'D' then return {'FINISHED', known[5]} end
    local routers = split(known[4], ' ')
    local last = {router}
    for _, r in ipairs(routers) do
      if r ~= router and #last < 4 then last[#last + 1] = r end
    end
    redis.call('HSET', rk, 'ro', table.concat(last, ' '))
    return {'ATTACHED'}
  end
  local tk, qk = p .. 't:' .. tenant, p .. 'q:' .. tenant
  local t = redis.call('HMGET', tk, 'w', 'rate', 'burst', 'tat', 'maxw', 's', 'f')
  if not t[1] then return {'UNKNOWN_TENANT'} end
  reap_workers(p, now)
  local g = domain(p)
  if g.slots <= 0 then
    redis.call('HINCRBY', tk, 'REJECTED_SATURATED', 1)
    return {'NO_WORKERS'}
  end

  -- Generic cell rate algorithm (ITU-T I.371): tat is the theoretical arrival time of the next request.
  local rate, burst, tat, interval = tonumber(t[2]), tonumber(t[3]), num(t[4], 0), 0
  local remaining, reset = -1, 0
  if rate > 0 then
    interval = 1000 / rate
    tat = math.max(tat, now)
    local early = tat - (burst - 1) * interval - now
    if early > 0 then
      redis.call('HINCRBY', tk, 'REJECTED_RATE', 1)
      return {'RATE_LIMITED', math.ceil(early)}
    end
    tat = tat + interval
    reset = math.ceil(tat - now)
    remaining = math.floor((burst * interval - (tat - now)) / interval + 1e-6)
  end

  local waiting, weight, cost, limit = redis.call('ZCARD', qk), tonumber(t[1]), num(t[6], FIRST_COST_MS), tonumber(t[5])
  local share = math.max(1, g.slots * weight / math.max(weight, g.aw))
  if waiting >= limit then
    redis.call('HINCRBY', tk, 'REJECTED_QUEUE', 1)
    return {'QUEUE_FULL', limit, math.ceil((waiting - limit / 2) * cost / share)}
  end
  if g.waiting >= g.maxw then
    redis.call('HINCRBY', tk, 'REJECTED_SATURATED', 1)
    return {'SATURATED', math.max(1000, math.ceil((g.waiting - g.maxw / 2) * cost / g.slots))}
  end
  local wait = expected_wait(g, waiting, weight, cost, waiting > 0)
  if wait > 0 and wait + cost > timeout then
    redis.call('HINCRBY', tk, 'REJECTED_DEADLINE', 1)
    return {'INFEASIBLE', math.ceil(wait + cost), math.ceil(wait + cost - timeout)}
  end

  local sequence = redis.call('HINCRBY', p .. 'g', 'seq', 1) % SEQUENCES
  local score = now * SEQUENCES + sequence
  redis.call('HSET', rk, 'st', 'Q', 'tn', tenant, 'fp', print, 'p', payload, 'e', exact(now),
    'd', exact(now + timeout), 'sc', exact(score), 'ro', router)
  redis.call('PEXPIRE', rk, timeout + KEEP_MS)
  redis.call('ZADD', qk, exact(score), id)
  redis.call('HINCRBY', p .. 'g', 'waiting', 1)
  redis.call('HINCRBY', tk, 'ACCEPTED', 1)
  if rate > 0 then redis.call('HSET', tk, 'tat', exact(tat)) end
  if waiting == 0 then
    if g.fifo then activate(p, tenant, score) else activate(p, tenant, math.max(g.v, num(t[7], 0))) end
  end
  if g.inf + g.waiting < g.slots then
    redis.call('LPUSH', p .. 'bell', '1')
    redis.call('LTRIM', p .. 'bell', 0, 63)
  end
  return {'ACCEPTED', waiting + 1, math.floor(wait), remaining, reset}
end

-- The tenant to serve next: the smallest tag, except that a tenant at its in-flight cap lets the next one go first.
local function pick(p)
  local heads = redis.call('ZRANGE', p .. 'act', 0, SKIPS - 1, 'WITHSCORES')
  for i = 1, #heads, 2 do
    local t = redis.call('HMGET', p .. 't:' .. heads[i], 'n', 'maxi', 'w', 's')
    if num(t[1], 0) < num(t[2], 1e9) or #heads == 2 then return heads[i], tonumber(heads[i + 1]), t end
  end
  if heads[1] then
    return heads[1], tonumber(heads[2]), redis.call('HMGET', p .. 't:' .. heads[1], 'n', 'maxi', 'w', 's')
  end
end

local function claim(keys, args)
  local p, now = keys[1], time(args[1])
  local worker, slots, most, lease = args[2], tonumber(args[3]), tonumber(args[4]), tonumber(args[5])
  heartbeat(p, now, worker)
  reap_workers(p, now)
  local before = num(redis.call('HGET', p .. 'ws', worker), 0)
  if before ~= slots then
    redis.call('HSET', p .. 'ws', worker, slots)
    redis.call('HINCRBY', p .. 'g', 'slots', slots - before)
  end
  local g = domain(p)
  reclaim_leases(p, g, now)
  local claims, expired = {tostring(now)}, 0
  while #claims <= most * 6 and expired <= SKIPS do
    local tenant, tag, t = pick(p)
    if not tenant then break end
    local qk = p .. 'q:' .. tenant
    local id = redis.call('ZPOPMIN', qk)[1]
    local rk = p .. 'r:' .. (id or '')
    local r = redis.call('HMGET', rk, 'd', 'p', 'e', 'at')
    if id then redis.call('HINCRBY', p .. 'g', 'waiting', -1) end
    if not id or not r[1] or now >= tonumber(r[1]) then
      expired = expired + 1
      if id and r[1] then
        finish(p, now, id, tenant, 'EXPIRED', num(r[4], 0), '')
      elseif id then
        tally(p, tenant, 'EXPIRED')
      end
      refresh(p, g, tenant, nil)
    else
      local cost, w, attempt = num(t[4], FIRST_COST_MS), num(t[3], 1), num(r[4], 0) + 1
      redis.call('HSET', rk, 'st', 'R', 'wk', worker, 'at', attempt, 'cl', exact(now), 'c', exact(cost))
      redis.call('ZADD', p .. 'lease', exact(now + lease), id)
      redis.call('HINCRBY', p .. 't:' .. tenant, 'n', 1)
      redis.call('HINCRBY', p .. 'wi', worker, 1)
      redis.call('HINCRBY', p .. 'g', 'inf', 1)
      if not g.fifo then
        g.v = math.max(g.v, tag)
        local cap = g.v + DEBT_MS * math.max(1, g.slots) / math.max(g.aw, w)
        tag = math.min(cap, tag + cost / w)
        redis.call('HSET', p .. 't:' .. tenant, 'f', exact(tag))
      end
      refresh(p, g, tenant, tag)
      local n = #claims
      claims[n + 1], claims[n + 2], claims[n + 3] = id, tenant, tostring(attempt)
      claims[n + 4], claims[n + 5], claims[n + 6] = r[3], r[1], r[2]
    end
  end
  if not g.fifo then redis.call('HSET', p .. 'g', 'v', exact(g.v)) end
  return claims
end

-- The request's state if the caller holds its lease, else nil.
local function held(p, id, tenant, worker, attempt)
  local r = redis.call('HMGET', p .. 'r:' .. id, 'st', 'tn', 'wk', 'at', 'x', 'd', 'c', 'ro', 'e', 'cl')
  if r[1] == 'R' and r[2] == tenant and r[3] == worker and r[4] == attempt then return r end
  tally(p, tenant, 'STALE')
end

local function publish(keys, args)
  local p, now = keys[1], time(args[1])
  local id, tenant, worker, attempt, sequence, body = args[2], args[3], args[4], args[5], args[6], args[7]
  local r = held(p, id, tenant, worker, attempt)
  if not r then return 'STALE' end
  if r[5] then return 'CANCELLED' end
  local enqueued, claimed = tonumber(r[9]), tonumber(r[10])
  send(p, r[8], reply(id, tenant, 'PART', attempt, sequence, claimed - enqueued, math.max(0, now - claimed), body))
  return 'DONE'
end

local function complete(keys, args)
  local p, now = keys[1], time(args[1])
  local id, tenant, worker, attempt, status, cost, body = args[2], args[3], args[4], args[5], args[6], tonumber(args[7]), args[8]
  local r = held(p, id, tenant, worker, attempt)
  if not r then return 'STALE' end
  end_flight(p, id, tenant, worker)
  local tk = p .. 't:' .. tenant
  local s = redis.call('HGET', tk, 's')
  if redis.call('EXISTS', tk) == 1 then
    local average = num(s, cost)
    redis.call('HSET', tk, 's', exact(average + SMOOTHING * (cost - average)))
    charge(p, domain(p), tenant, cost - num(r[7], 0))
  end
  if r[5] then
    finish(p, now, id, tenant, 'CANCELLED', attempt, '')
    return 'CANCELLED'
  end
  finish(p, now, id, tenant, status, attempt, body)
  return 'DONE'
end

-- args: now, worker, lease ms, then id, tenant, attempt of each
local function renew(keys, args)
  local p, now = keys[1], time(args[1])
  local worker, lease, outcomes = args[2], tonumber(args[3]), {}
  if redis.call('HEXISTS', p .. 'ws', worker) == 1 then heartbeat(p, now, worker) end
  for i = 4, #args, 3 do
    local id, tenant, attempt = args[i], args[i + 1], args[i + 2]
    local r = held(p, id, tenant, worker, attempt)
    local outcome = 'STALE'
    if r and (r[5] or now >= tonumber(r[6])) then
      outcome = 'CANCELLED'
      end_flight(p, id, tenant, worker)
      finish(p, now, id, tenant, r[5] and 'CANCELLED' or 'EXPIRED', attempt, '')
    elseif r then
      outcome = 'DONE'
      redis.call('ZADD', p .. 'lease', exact(now + lease), id)
    end
    outcomes[#outcomes + 1] = outcome
  end
  return outcomes
end

-- args: now, then id, tenant, worker, attempt of each
local function release(keys, args)
  local p, now, outcomes = keys[1], time(args[1]), {}
  for i = 2, #args, 4 do
    local id, tenant, worker, attempt = args[i], args[i + 1], args[i + 2], args[i + 3]
    local r = held(p, id, tenant, worker, attempt)
    local outcome = 'STALE'
    if r then
      end_flight(p, id, tenant, worker)
      if r[5] or redis.call('EXISTS', p .. 't:' .. tenant) == 0 then
        outcome = 'CANCELLED'
        finish(p, now, id, tenant, 'CANCELLED', attempt, '')
      else
        outcome = 'DONE'
        local g = domain(p)
        redis.call('HSET', p .. 'r:' .. id, 'at', tonumber(attempt) - 1)
        charge(p, g, tenant, -num(r[7], 0))
        requeue(p, g, id, tenant)
      end
    end
    outcomes[#outcomes + 1] = outcome
  end
  return outcomes
end

local function leave(keys, args)
  forget_worker(keys[1], args[2])
  return 'DONE'
end

local function cancel(keys, args)
  local p, now, id = keys[1], time(args[1]), args[2]
  local r = redis.call('HMGET', p .. 'r:' .. id, 'st', 'tn', 'at')
  if not r[1] then return 'UNKNOWN' end
  if r[1] == 'D' then return 'FINISHED' end
  if r[1] == 'R' then
    redis.call('HSET', p .. 'r:' .. id, 'x', '1')
    return 'SIGNALLED'
  end
  leave_queue(p, id, r[2])
  refresh(p, domain(p), r[2], nil)
  finish(p, now, id, r[2], 'CANCELLED', num(r[3], 0), '')
  return 'REMOVED'
end

local function configure_domain(keys, args)
  local p, fair = keys[1], args[2]
  local before = redis.call('HGET', p .. 'g', 'fair') or 'weighted'
  redis.call('HSET', p .. 'g', 'fair', fair, 'maxw', args[3])
  if before ~= fair then
    local g = domain(p)
    for _, tenant in ipairs(redis.call('ZRANGE', p .. 'act', 0, -1)) do
      refresh(p, g, tenant, math.max(g.v, num(redis.call('HGET', p .. 't:' .. tenant, 'f'), 0)))
    end
  end
  return 'DONE'
end

-- args: now, tenant, weight, rate per second, burst, most waiting, most in flight
local function configure_tenant(keys, args)
  local p, tenant, weight = keys[1], args[2], tonumber(args[3])
  local tk = p .. 't:' .. tenant
  local before = num(redis.call('HGET', tk, 'w'), weight)
  if before ~= weight and redis.call('ZSCORE', p .. 'act', tenant) then
    redis.call('HINCRBYFLOAT', p .. 'g', 'aw', exact(weight - before))
  end
  redis.call('HSET', tk, 'w', args[3], 'rate', args[4], 'burst', args[5], 'maxw', args[6], 'maxi', args[7])
  redis.call('SADD', p .. 'tenants', tenant)
  return 'DONE'
end

local function remove_tenant(keys, args)
  local p, now, tenant = keys[1], time(args[1]), args[2]
  local ids = redis.call('ZRANGE', p .. 'q:' .. tenant, 0, -1)
  deactivate(p, tenant)
  for _, id in ipairs(ids) do
    leave_queue(p, id, tenant)
    finish(p, now, id, tenant, 'CANCELLED', num(redis.call('HGET', p .. 'r:' .. id, 'at'), 0), '')
  end
  redis.call('DEL', p .. 't:' .. tenant)
  redis.call('SREM', p .. 'tenants', tenant)
  return 'DONE'
end

local TALLIES = {'ACCEPTED', 'ANSWERED', 'FAILED', 'EXPIRED', 'CANCELLED', 'DEAD', 'REJECTED_RATE', 'REJECTED_QUEUE',
  'REJECTED_DEADLINE', 'REJECTED_SATURATED', 'RETRIED', 'STALE'}

-- Returns epoch, now, {worker, slots, in flight, …}, then for each tenant {name, waiting, in flight, oldest age,
-- cost, expected wait, tallies…}.
local function stats(keys, args)
  local p, now = keys[1], time(args[1])
  local stamp = redis.call('TIME')
  redis.call('HSETNX', p .. 'g', 'epoch', stamp[1] .. '-' .. stamp[2])
  reap_workers(p, now)
  reclaim_leases(p, domain(p), now)
  local tenants = redis.call('SMEMBERS', p .. 'tenants')
  table.sort(tenants)
  for _, tenant in ipairs(tenants) do expire_head(p, domain(p), now, tenant) end
  local g = domain(p)
  local workers = {}
  local slots = redis.call('HGETALL', p .. 'ws')
  for i = 1, #slots, 2 do
    workers[#workers + 1] = slots[i]
    workers[#workers + 1] = slots[i + 1]
    workers[#workers + 1] = redis.call('HGET', p .. 'wi', slots[i]) or '0'
  end
  local result = {redis.call('HGET', p .. 'g', 'epoch'), tostring(now), workers}
  for _, tenant in ipairs(tenants) do
    local t = redis.call('HMGET', p .. 't:' .. tenant, 'n', 's', 'w', unpack(TALLIES))
    local waiting = redis.call('ZCARD', p .. 'q:' .. tenant)
    local head = redis.call('ZRANGE', p .. 'q:' .. tenant, 0, 0, 'WITHSCORES')
    local age = head[2] and math.max(0, now - math.floor(tonumber(head[2]) / SEQUENCES)) or 0
    local cost = num(t[2], FIRST_COST_MS)
    local row = {tenant, waiting, num(t[1], 0), age, math.floor(cost + 0.5),
      math.floor(expected_wait(g, waiting, num(t[3], 1), cost, waiting > 0))}
    for i = 1, #TALLIES do row[6 + i] = num(t[3 + i], 0) end
    result[#result + 1] = row
  end
  return result
end

redis.register_function('spw_enqueue_v1', enqueue)
redis.register_function('spw_claim_v1', claim)
redis.register_function('spw_publish_v1', publish)
redis.register_function('spw_complete_v1', complete)
redis.register_function('spw_renew_v1', renew)
redis.register_function('spw_release_v1', release)
redis.register_function('spw_leave_v1', leave)
redis.register_function('spw_cancel_v1', cancel)
redis.register_function('spw_configure_domain_v1', configure_domain)
redis.register_function('spw_configure_tenant_v1', configure_tenant)
redis.register_function('spw_remove_tenant_v1', remove_tenant)
redis.register_function('spw_stats_v1', stats)
