#!/usr/bin/env bash
# The tests that take minutes: chaos runs against real servers. At most 20 minutes; ends with one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")/.."
source eng/common.sh

must install_servers

step 'build'
must dotnet build Reliability.Sdk.sln --configuration Release --verbosity quiet

step 'slow tests'
run_tests tests/Slow/*.Tests/*.csproj

finish
