#!/usr/bin/env bash
# Builds the page into frontend/dist if a source is newer than the last build.
#   scripts/page.sh [--install-only]
set -euo pipefail
cd "$(dirname "$0")/../frontend"

# Two installations at once would destroy each other's packages.
exec 9>.lock
flock 9

# npm leaves its own lock file in node_modules when an installation is complete.
installed=node_modules/.package-lock.json
if [ ! -e $installed ] || [ package-lock.json -nt $installed ] || [ package.json -nt $installed ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch $installed
fi
[ "${1:-}" != --install-only ] || exit 0

built=dist/index.html
if [ -e $built ] && [ -z "$(find . \( -path ./node_modules -o -path ./dist -o -path ./e2e \) -prune -o -type f -newer $built -print -quit)" ]; then
  exit 0
fi
# The empty file keeps the folder in a fresh checkout, where Go embeds it; the
# build empties the folder first, also when it then fails.
trap 'mkdir -p dist; touch dist/.keep' EXIT
npm run --silent build -- --logLevel warn
