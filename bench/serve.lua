-- Mixed reads of the API, as the pages ask them: summaries, the map by state and period, pairs, evidence page by page, documents, search.
-- wrk -s bench/serve.lua; what to ask of is taken from the database itself by scripts/bench_serve, in ENTENTE_TARGETS.
local targets = {}
for target in io.lines(os.getenv("ENTENTE_TARGETS")) do targets[#targets + 1] = target end
local seed = 1
function setup(thread)
  thread:set("seed", seed)
  seed = seed + 1
end
function init() math.randomseed(seed) end
function request() return wrk.format("GET", targets[math.random(#targets)]) end
-- PACE=16: each connection waits so many milliseconds before a request; 8 of them then ask 500 a second.
local pace = tonumber(os.getenv("PACE") or "")
if pace then function delay() return pace end end
local refused = 0
function response(status) if status ~= 200 then refused = refused + 1 end end
function done(summary, latency)
  io.write(string.format("requests/s %.0f  p50 %.1f ms  p99 %.1f ms  max %.1f ms  errors %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
