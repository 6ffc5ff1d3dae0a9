#!/usr/bin/env bash
# Generates everything again and fails if a file of the tree changed by it. The
# tree may have changes of its own: it is compared with itself, not with git.
set -euo pipefail
cd "$(dirname "$0")/.."

state() {
  find . \( -path ./.git -o -name node_modules -o -path ./frontend/dist -o -path ./build/bin \) -prune \
    -o -type f ! -name '*.syso' -print0 | sort -z | xargs -0 sha256sum
}

before=$(mktemp); after=$(mktemp)
trap 'rm -f "$before" "$after"' EXIT
state >"$before"
make gen
state >"$after"
changed=$(diff "$before" "$after" | sed -n 's/^[<>] [0-9a-f]*  //p' | sort -u || true)
[ -z "$changed" ] || { printf 'These generated files were stale; commit them as they are now:\n%s\n' "$changed" >&2; exit 1; }
