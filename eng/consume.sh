#!/usr/bin/env bash
# Packs every package, and builds and runs a program that refers to nothing but them.
set -euo pipefail
cd "$(dirname "$0")/.."
packages=artifacts/packages
consumer=artifacts/consumer
rm -rf "$packages" "$consumer"
dotnet pack Reliability.Sdk.sln --configuration Release --no-build --output "$packages" --verbosity quiet

mkdir -p "$consumer"
cp eng/consumer/* "$consumer"/
dotnet run --project "$consumer/Consumer.csproj" --configuration Release

for name in core aspnetcore extensions.dependencyinjection recurrence storage.sqlite storage.postgres storage.redis sdk; do
  package=$(echo "$consumer"/packages/reliability."$name"/*)
  test -f "$package/README.md" || { echo "$package holds no README.md"; exit 1; }
  [ "$name" = sdk ] || compgen -G "$package/lib/net10.0/*.xml" >/dev/null || { echo "$package holds no XML documentation"; exit 1; }
done
