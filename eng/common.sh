# What eng/test.sh and eng/test-slow.sh share. Sourced, not run.
export CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off

passed=0
failed=0
step() { printf '\n== %s\n' "$1"; }
finish() { printf '\n%d passed, %d failed\n' "$passed" "$failed"; [ "$failed" -eq 0 ]; exit $?; }
must() { "$@" || { printf 'failed: %s\n' "$*"; failed=$((failed + 1)); finish; }; }

# Installs the servers that the tests start for themselves, without starting those of the system.
install_servers() {
  if command -v redis-server >/dev/null && { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1; then return 0; fi
  step 'install redis-server and postgresql'
  local sudo=() policy=/usr/sbin/policy-rc.d code
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  # Asked by the packages whether to start a service: 101 is no.
  if [ -e "$policy" ]; then policy=; else
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null && "${sudo[@]}" chmod 755 "$policy" || return 1
  fi
  "${sudo[@]}" apt-get -qq update \
    && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends redis-server postgresql >/dev/null
  code=$?
  [ -z "$policy" ] || "${sudo[@]}" rm -f "$policy"
  return "$code"
}

# Installs the linker that the .NET SDK calls for Native AOT.
install_linker() {
  if command -v gcc >/dev/null && [ -e /usr/include/zlib.h ]; then return 0; fi
  step 'install gcc and zlib1g-dev'
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get -qq update \
    && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends gcc libc6-dev zlib1g-dev >/dev/null
}

# Runs test projects that are built, and adds up what passed and failed. If time_limit is set, in seconds since the start of the script, a
# project that runs into it is ended, and one that comes after it is not run; both have failed.
run_tests() {
  local project log code name p f s left limit start
  for project in "$@"; do
    limit=()
    if [ -n "${time_limit:-}" ]; then
      left=$((time_limit - SECONDS))
      if [ "$left" -le 0 ]; then
        printf '%-48s not run: the %d minutes are over\n' "$(basename "$project" .csproj)" $((time_limit / 60))
        failed=$((failed + 1))
        continue
      fi
      limit=(timeout --kill-after=30 "$left")
    fi
    log=$(mktemp)
    start=$SECONDS
    "${limit[@]}" dotnet test "$project" --configuration Release --no-build --logger 'console;verbosity=detailed' --blame-hang-timeout 8m --blame-hang-dump-type none >"$log" 2>&1
    code=$?
    name=$(basename "$project" .csproj)
    p=$(awk '/^ +Passed: /{n=$2} END{print n+0}' "$log")
    f=$(awk '/^ +Failed: /{n=$2} END{print n+0}' "$log")
    s=$(awk '/^ +Skipped: /{n=$2} END{print n+0}' "$log")
    # A run that crashed, found no test or skipped one is a failure, whatever it counted.
    if [ "$f" -eq 0 ] && { [ "$code" -ne 0 ] || [ "$p" -eq 0 ]; }; then f=1; fi
    f=$((f + s))
    printf '%-48s %5d passed %3d failed %4d s\n' "$name" "$p" "$f" $((SECONDS - start))
    if [ "${#limit[@]}" -gt 0 ] && { [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; }; then
      printf '%-48s ended: the %d minutes are over\n' "$name" $((time_limit / 60))
    fi
    sed -n 's/^ *measured: /  /p' "$log" # figures that a test wrote
    if [ "$f" -ne 0 ]; then grep -vE '^  Passed ' "$log" | tail -n 150; fi
    rm -f "$log"
    passed=$((passed + p))
    failed=$((failed + f))
  done
}
