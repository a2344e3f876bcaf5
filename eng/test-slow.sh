#!/usr/bin/env bash
# The tests that take minutes: killed processes and faulty networks, simulations, and a host published with Native AOT. At most 20 minutes.
# Ends with one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")/.."
source eng/common.sh
time_limit=$((20 * 60)) # with the build

must install_servers
must install_linker

step 'restore'
must dotnet restore Reliability.Sdk.sln --locked-mode --verbosity quiet

step 'build'
must build_all

step 'slow tests'
run_tests tests/Slow/*.Tests/*.csproj

finish
