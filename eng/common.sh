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

# Installs the browser that the tests of the dashboard drive.
install_browser() {
  if command -v chromium >/dev/null; then return 0; fi
  step 'install chromium'
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get -qq update \
    && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null
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

# Builds everything with one compiler process, which ends afterwards: a new one for each project takes twice as long.
build_all() {
  local code
  dotnet build Reliability.Sdk.sln --configuration Release --no-restore --verbosity quiet -p:UseSharedCompilation=true
  code=$?
  dotnet build-server shutdown --vbcscompiler >/dev/null
  return "$code"
}

# Runs one test project that is built, until the limit of time in seconds if there is one. Writes what it printed to LOG, and to LOG.result:
# its exit code and its seconds.
run_project() {
  local project=$1 log=$2 limit=$3 start=$SECONDS
  ${limit:+timeout --kill-after=30 "$limit"} dotnet test "$project" --configuration Release --no-build \
    --logger 'console;verbosity=detailed' --blame-hang-timeout 8m --blame-hang-dump-type none >"$log" 2>&1
  echo "$? $((SECONDS - start))" >"$log.result"
}

# Prints the line of a project that has ended, and what it printed if it failed, and adds up what passed and failed.
report_project() {
  local project=$1 log=$2 code seconds name p f s
  read -r code seconds <"$log.result"
  name=$(basename "$project" .csproj)
  p=$(awk '/^ +Passed: /{n=$2} END{print n+0}' "$log")
  f=$(awk '/^ +Failed: /{n=$2} END{print n+0}' "$log")
  s=$(awk '/^ +Skipped: /{n=$2} END{print n+0}' "$log")
  # A run that crashed, found no test or skipped one is a failure, whatever it counted.
  if [ "$f" -eq 0 ] && { [ "$code" -ne 0 ] || [ "$p" -eq 0 ]; }; then f=1; fi
  f=$((f + s))
  printf '%-48s %5d passed %3d failed %4d s\n' "$name" "$p" "$f" "$seconds"
  if [ -n "${time_limit:-}" ] && { [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; }; then
    printf '%-48s ended: the %d minutes are over\n' "$name" $((time_limit / 60))
  fi
  sed -n 's/^ *measured: /  /p' "$log" # figures that a test wrote
  if [ "$f" -ne 0 ]; then grep -vE '^  Passed ' "$log" | tail -n 150; fi
  passed=$((passed + p))
  failed=$((failed + f))
}

# Runs test projects that are built, at most $lanes (1 by default) at the same time, in the order of the arguments. If time_limit is set, in
# seconds since the start of the script, a project that runs into it is ended, and one that comes after it is not run; both have failed.
run_tests() {
  local logs project left= running=0 n=0
  local -A pid_of=() project_of=()
  logs=$(mktemp -d)
  for project in "$@"; do
    if [ "$running" -ge "${lanes:-1}" ]; then wait_for_project; fi
    if [ -n "${time_limit:-}" ]; then
      left=$((time_limit - SECONDS))
      if [ "$left" -le 0 ]; then
        printf '%-48s not run: the %d minutes are over\n' "$(basename "$project" .csproj)" $((time_limit / 60))
        failed=$((failed + 1))
        continue
      fi
    fi
    n=$((n + 1))
    run_project "$project" "$logs/$n" "$left" &
    pid_of[$!]=$n
    project_of[$n]=$project
    running=$((running + 1))
  done
  while [ "$running" -gt 0 ]; do wait_for_project; done
  rm -rf "$logs"
}

# Waits for the next project of run_tests that ends.
wait_for_project() {
  local pid
  wait -n -p pid "${!pid_of[@]}"
  report_project "${project_of[${pid_of[$pid]}]}" "$logs/${pid_of[$pid]}"
  unset "pid_of[$pid]"
  running=$((running - 1))
}
