#!/usr/bin/env bash
# Writes what is made from the code: docs/api.md, docs/settings.md, docs/log-events.md and the schema of the
# configuration.
set -euo pipefail
cd "$(dirname "$0")/.."
RELIABILITY_WRITE_PAGES=1 dotnet test tests/Reliability.Docs.Tests --configuration Release --filter GeneratedPageTests
