#!/usr/bin/env bash
# Writes the pages that are made from the code: docs/api.md and docs/settings.md.
set -euo pipefail
cd "$(dirname "$0")/.."
RELIABILITY_WRITE_PAGES=1 dotnet test tests/Reliability.Docs.Tests --configuration Release --filter GeneratedPageTests
