#!/usr/bin/env bash
# What UseReliability costs a request: throughput of one small host in three fashions under wrk, on this machine alone.
# The three hosts run all the time, on the first core, and are loaded one after another in turns from the second; medians over all rounds.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${ROUNDS:-11}
seconds=${SECONDS_EACH:-5}
command -v wrk >/dev/null || { echo 'wrk is missing: apt-get install wrk'; exit 2; }
dotnet build benchmarks/RequestOverhead -c Release -v q
host=artifacts/bin/RequestOverhead/release/RequestOverhead.dll
work=$(mktemp -d)
fashions=(plain reliability opentelemetry)
declare -A port=([plain]=5101 [reliability]=5102 [opentelemetry]=5103)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
for fashion in "${fashions[@]}"; do
  taskset -c 0 dotnet "$host" "$fashion" --urls "http://127.0.0.1:${port[$fashion]}" --db "$work/reliability.db" &
  pids+=($!)
done
load() { taskset -c 1 wrk -t1 -c32 -d"$2"s "http://127.0.0.1:${port[$1]}/orders/7" | awk '/Requests\/sec/{print $2}'; }
for fashion in "${fashions[@]}"; do
  until curl -sf "http://127.0.0.1:${port[$fashion]}/orders/7" >/dev/null; do :; done
  load "$fashion" 10 >/dev/null
done
for ((round = 0; round < rounds; round++)); do
  for ((turn = 0; turn < 3; turn++)); do
    fashion=${fashions[$(((turn + round) % 3))]}
    load "$fashion" "$seconds" >>"$work/$fashion"
  done
done
curl -sf "http://127.0.0.1:${port[reliability]}/reliability/status/orders" | grep -qE '"total":[1-9][0-9]{4,}' || { echo 'the requests were not counted'; exit 1; }
python3 - "$work" "$rounds" "$seconds" <<'PY' | tee benchmarks/results/request-overhead.md
import statistics, sys
work, rounds, seconds = sys.argv[1:]
rate = {f: [float(x) for x in open(f"{work}/{f}")] for f in ("plain", "reliability", "opentelemetry")}
model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
print("# What UseReliability costs a request\n")
print(f"`benchmarks/request-overhead.sh`: wrk, 1 thread, 32 connections, {rounds} rounds of {seconds} s each in turns; hosts on one core, wrk on another ({model}).")
print("The host answers `GET /orders/{id}` with a word. Two objectives (availability and latency) are fed by each request and stored in SQLite every second;")
print("OpenTelemetry runs its ASP.NET Core instrumentation with the Prometheus exporter.\n")
print("| host | requests/s (median) | lowest, highest | against plain, median of rounds |\n|---|--:|--:|--:|")
for f, values in rate.items():
    ratio = statistics.median(v / p for v, p in zip(values, rate["plain"]))
    print(f"| {f} | {statistics.median(values):,.0f} | {min(values):,.0f}, {max(values):,.0f} | {ratio:.3f}x |")
ratio = statistics.median(v / p for v, p in zip(rate["reliability"], rate["plain"]))
print(f"\nBound: at least 0.97x of plain. {'Kept' if ratio >= 0.97 else 'BROKEN'}: {ratio:.3f}x.")
PY
grep -q 'Kept' benchmarks/results/request-overhead.md
