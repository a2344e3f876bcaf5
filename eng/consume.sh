#!/usr/bin/env bash
# Packs every package without a warning, looks into each, and builds and runs a program that refers to nothing but them.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=artifacts/packages
consumer=artifacts/consumer
rm -rf "$packages" "$consumer"
dotnet pack Reliability.Sdk.sln --configuration Release --no-build --output "$packages" --verbosity quiet -warnaserror
dotnet test tests/Packages/Reliability.Packages.Tests --configuration Release --no-build --logger 'console;verbosity=minimal' \
  -- RunConfiguration.TreatNoTestsAsError=true

mkdir -p "$consumer"
cp eng/consumer/* "$consumer"/
dotnet run --project "$consumer/Consumer.csproj" --configuration Release
