#!/usr/bin/env bash
# Reads one generated access log with GoAccess and with the sample AccessLogReport, in turns, and compares medians.
#
#   benchmarks/access-log-vs-goaccess.sh [LINES]      default 1000000
#
# RUNS=5                  how often each of them runs
# RESULTS=FILE            where the Markdown goes
# GENERATE, REPORT        commands to use in place of the sample's
set -euo pipefail
export LC_ALL=C

lines=${1:-1000000}
runs=${RUNS:-5}
[[ $lines =~ ^[1-9][0-9]*$ && $runs =~ ^[1-9][0-9]*$ ]] || { echo "usage: $0 [LINES]" >&2; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
results=${RESULTS:-$root/benchmarks/results/access-log-vs-goaccess.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$root"

install() { # command package
  command -v "$1" > /dev/null || { apt-get update -qq && apt-get install -y -qq "$2" > /dev/null; } >&2
}

fail() { # message log
  echo "$1" >&2
  tail -n 20 "$2" >&2
  exit 1
}

measure() { # name round command...
  local name=$1 round=$2
  shift 2
  /usr/bin/time -o "$work/measured" -f '%e %M' "$@" > "$work/$name.log" 2>&1 || fail "$name failed:" "$work/$name.log"
  cat "$work/measured" >> "$work/$name.txt"
  echo "round $round: $name $(awk '{ printf "%s s, %.0f MB", $1, $2 / 1024 }' "$work/measured")" >&2
}

median() { # name field
  awk -v field="$2" '{ print $field }' "$work/$1.txt" | sort -n |
    awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

install goaccess goaccess
install /usr/bin/time time

if [[ -n ${REPORT:-} ]]; then
  read -ra report <<< "$REPORT"
else
  install gcc gcc # The linker of Native AOT.
  dotnet publish -c Release samples/AccessLogReport -o "$work/sample" > "$work/publish.log" 2>&1 ||
    fail "publishing the sample failed:" "$work/publish.log"
  report=("$work/sample/AccessLogReport")
fi

read -ra generate <<< "${GENERATE:-dotnet run -c Release --project samples/AccessLogReport -- generate}"
log=$work/access.log
"${generate[@]}" --lines "$lines" --days 30 --out "$log" > "$work/generate.log" 2>&1 ||
  fail "generating the log failed:" "$work/generate.log"
size=$(( $(stat -c %s "$log") / 1000000 ))
load=$(cut -d ' ' -f 1 /proc/loadavg)

for ((round = 1; round <= runs; round++)); do
  rm -rf "$work/goaccess.json" "$work/report.db"* "$work/report"
  mkdir "$work/report"
  measure goaccess "$round" goaccess "$log" --log-format=COMBINED --no-progress -o "$work/goaccess.json"
  measure report "$round" "${report[@]}" "$log" --store "sqlite:$work/report.db" --output "$work/report"
done

# A program that skips lines would be fast.
read_lines=$(grep -oE '"valid_requests": *[0-9]+' "$work/goaccess.json" | grep -oE '[0-9]+')
cpu=$(awk -F ': *' '/^model name/ { print $2; exit }' /proc/cpuinfo)
runtime=$(dotnet --list-runtimes | awk '/^Microsoft.NETCore.App / { v = $2 } END { print v }')

mkdir -p "$(dirname "$results")"
awk -v gs="$(median goaccess 1)" -v gm="$(median goaccess 2)" -v rs="$(median report 1)" -v rm="$(median report 2)" \
  -v runs="$runs" -v lines="$lines" -v size="$size" -v read_lines="$read_lines" -v load="$load" \
  -v machine="${cpu:-unknown processor}, $(nproc) cores, .NET $runtime, $(goaccess --version | head -n 1 | sed 's/ *- */ /; s/\.$//')" '
  BEGIN {
    print "# Reading an access log: AccessLogReport next to GoAccess\n"
    print "Written by the command; `benchmarks/README.md` says what is measured.\n"
    printf "```\nbenchmarks/access-log-vs-goaccess.sh %d\n```\n\n", lines
    printf "```\n%s\nLoad before the run: %s (last minute)\n```\n\n", machine, load
    printf "%d lines, %d MB, 30 days; GoAccess took %d of the lines as valid. Medians of %d runs each, in turns, fresh output every time.\n\n", lines, size, read_lines, runs
    print "| | wall time | lines per second | peak memory |"
    print "|---|---:|---:|---:|"
    printf "| GoAccess, JSON report | %.2f s | %d | %.0f MB |\n", gs, rate(gs), gm / 1024
    printf "| AccessLogReport, database and report | %.2f s | %d | %.0f MB |\n", rs, rate(rs), rm / 1024
    printf "| AccessLogReport / GoAccess | %s | | %s |\n", ratio(rs, gs), ratio(rm, gm)
  }
  function rate(seconds) { return seconds > 0 ? lines / seconds : 0 }
  function ratio(a, b) { return b > 0 ? sprintf("%.2fx", a / b) : "-" }
' | tee "$results"
