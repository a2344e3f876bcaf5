#!/usr/bin/env bash
# Proves the repository on a machine that has the .NET SDK: format, build without warnings, every test, the packages,
# and a program that uses the packed packages. Ends with one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")/.."
source eng/common.sh

must install_servers
must install_browser

step 'restore'
must dotnet restore Reliability.Sdk.sln --locked-mode --verbosity quiet

step 'format'
must dotnet format whitespace Reliability.Sdk.sln --no-restore --verify-no-changes --verbosity quiet

step 'build'
must build_all

step 'test'
# Two at the same time: those with servers wait for them most of the time. The longest comes first.
lanes=2
longest=tests/Reliability.Storage.Postgres.Tests/Reliability.Storage.Postgres.Tests.csproj
mapfile -t others < <(printf '%s\n' tests/*.Tests/*.csproj | grep -vxF "$longest")
run_tests "$longest" "${others[@]}"

step 'pack, and use the packages as a newcomer does'
if eng/consume.sh; then passed=$((passed + 1)); else failed=$((failed + 1)); fi

finish
