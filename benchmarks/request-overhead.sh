#!/usr/bin/env bash
# What UseReliability costs a request: processor time of one small host in four fashions under wrk, on this machine alone.
# The fashion `least` is the lower limit: a middleware that reads two clocks and records, and is wrong in every special case.
# The hosts run all the time, on the first core, and are loaded one after another in turns from the second; medians over all rounds.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${ROUNDS:-11}
seconds=${SECONDS_EACH:-5}
command -v wrk >/dev/null || { echo 'wrk is missing: apt-get install wrk'; exit 2; }
dotnet build benchmarks/RequestOverhead -c Release -v q
host=artifacts/bin/RequestOverhead/release/RequestOverhead.dll
work=$(mktemp -d)
busy=$(cut -d ' ' -f 1 /proc/loadavg)
fashions=(plain least reliability opentelemetry)
declare -A port=([plain]=5101 [reliability]=5102 [opentelemetry]=5103 [least]=5104)
declare -A pid
trap 'kill "${pid[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
for fashion in "${fashions[@]}"; do
  taskset -c 0 dotnet "$host" "$fashion" --urls "http://127.0.0.1:${port[$fashion]}" --db "$work/$fashion.db" &
  pid[$fashion]=$!
done
# The processor time of a host so far, of all its threads, in seconds: utime and stime.
cpu() { awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / hz }' "/proc/${pid[$1]}/stat"; }
# Loads a host, and prints its processor time, the requests and the requests per second.
load() {
  local before after answer
  before=$(cpu "$1")
  answer=$(taskset -c 1 wrk -t1 -c32 -d"$2"s "http://127.0.0.1:${port[$1]}/orders/7")
  after=$(cpu "$1")
  if grep -q 'Non-2xx\|Socket errors' <<<"$answer"; then echo "$answer" >&2; return 1; fi
  awk -v before="$before" -v after="$after" '/ requests in /{n = $1} /Requests\/sec/{print after - before, n, $2}' <<<"$answer"
}
for fashion in "${fashions[@]}"; do
  until curl -sf "http://127.0.0.1:${port[$fashion]}/orders/7" >/dev/null; do :; done
  load "$fashion" 10 >/dev/null
done
for ((round = 0; round < rounds; round++)); do
  for ((turn = 0; turn < ${#fashions[@]}; turn++)); do
    fashion=${fashions[$(((turn + round) % ${#fashions[@]}))]}
    load "$fashion" "$seconds" >>"$work/$fashion"
  done
done
curl -sf "http://127.0.0.1:${port[reliability]}/reliability/status/orders" | grep -qE '"total":[1-9][0-9]{4,}' || { echo 'the requests were not counted'; exit 1; }
python3 - "$work" "$rounds" "$seconds" "$busy" <<'PY' | tee benchmarks/results/request-overhead.md
import statistics, sys
work, rounds, seconds, busy = sys.argv[1:]
fashions = ("plain", "least", "reliability", "opentelemetry")
rows = {f: [[float(x) for x in line.split()] for line in open(f"{work}/{f}")] for f in fashions}
if any(len(r) != int(rounds) for r in rows.values()):
    sys.exit("a round is missing")
cost = {f: [1e6 * cpu / requests for cpu, requests, _ in r] for f, r in rows.items()}
ratios = {f: [c / p for c, p in zip(cost[f], cost["plain"])] for f in fashions}
model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
print("# What UseReliability costs a request\n")
print(f"`benchmarks/request-overhead.sh`: wrk, 1 thread, 32 connections, {rounds} rounds of {seconds} s each in turns; hosts on one core, wrk on another ({model}).")
print(f"Load before the run: {busy} (last minute). The processor time is that of the whole host, user and system, from `/proc/PID/stat`, divided by the requests")
print("that wrk counts. The host answers `GET /orders/{id}` with a word. Two objectives (availability and latency) are fed by each request and stored in SQLite every")
print("second; OpenTelemetry runs its ASP.NET Core instrumentation with the Prometheus exporter. `least` is the lower limit: a middleware that reads the clock twice,")
print("records an outcome and a latency for the same objectives, and is wrong in every special case.\n")
print("| host | processor time per request (median) | lowest, highest | requests/s (median) | against plain, median of rounds | middle half of the rounds |\n|---|--:|--:|--:|--:|--:|")
for f in fashions:
    low, _, high = statistics.quantiles(ratios[f], n=4)
    print(f"| {f} | {statistics.median(cost[f]):.2f} us | {min(cost[f]):.2f}, {max(cost[f]):.2f} us | {statistics.median(r[2] for r in rows[f]):,.0f} "
          f"| {statistics.median(ratios[f]):.3f}x | {low:.3f}x, {high:.3f}x |")
ratio = statistics.median(ratios["reliability"])
print(f"\nBound: at most 1.015x of plain. {'Kept' if ratio <= 1.015 else 'BROKEN'}: {ratio:.3f}x. "
      f"The lower limit in the same run, `least`: {statistics.median(ratios['least']):.3f}x.")
PY
grep -q 'Kept' benchmarks/results/request-overhead.md
