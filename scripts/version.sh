#!/usr/bin/env bash
# Prints the version of this tree: the first "## 1.2.3" of CHANGELOG.md, else 0.1.0.
set -euo pipefail
cd "$(dirname "$0")/.."
v=$(sed -n 's/^## *\[\{0,1\}v\{0,1\}\([0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' CHANGELOG.md 2>/dev/null | head -n 1 || true)
echo "${v:-0.1.0}"
