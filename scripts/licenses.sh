#!/usr/bin/env bash
# Writes build/licenses/THIRD_PARTY.txt: the licence texts of every Go module
# and npm package that ends up inside the program, for Linux and Windows.
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/licenses/THIRD_PARTY.txt

modules() {
  local format='{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}'
  CGO_ENABLED=1 GOOS=linux go list -deps -tags desktop,production,webkit2_41,sqlite_fts5 -f "$format" .
  CGO_ENABLED=1 GOOS=windows go list -deps -tags desktop,production,wv2runtime.error,sqlite_fts5 -f "$format" .
}

# entry NAME VERSION FOLDER
entry() {
  local texts=() f
  for f in "$3"/*; do
    case $(basename "$f" | tr '[:lower:]' '[:upper:]') in
      LICENSE*|LICENCE*|COPYING*|NOTICE*) [ -f "$f" ] && texts+=("$f") ;;
    esac
  done
  printf '\n%s\n%s %s\n%s\n\n' "$line" "$1" "$2" "$line"
  if [ ${#texts[@]} = 0 ]; then
    [ -f "$3/package.json" ] || { echo "licenses.sh: $1 $2 has no licence file" >&2; return 1; }
    node -p 'const p = require(process.argv[1]); `${p.license}, by ${p.author?.name ?? p.author ?? p.name}`' "$3/package.json"
    return
  fi
  for f in "${texts[@]}"; do tr -d '\r' <"$f"; echo; done
}
line=$(printf '=%.0s' {1..78})

{
  echo 'What other people wrote and this program contains, with the licences they gave.'
  echo 'The fonts have their own folder with their licences.'
  modules | sort -u | while read -r path version dir; do entry "$path" "$version" "$dir"; done
  goroot=$(go env GOROOT)
  entry 'The Go standard library' "$(go env GOVERSION)" "$goroot"
  # npm: what the page needs at run time; optional packages are for servers, never in a page.
  (cd frontend && npm ls --omit=dev --omit=optional --all --parseable --long 2>/dev/null) | tail -n +2 | grep -v ':@napi-rs/' | sort -u | while IFS=: read -r dir name _; do
    [ -d "$dir" ] && entry "${name%@*}" "${name##*@}" "$dir"
  done
} >"$out"
echo "$out: $(grep -c "^$line" "$out" | awk '{print $1 / 2}') parts, $(wc -c <"$out") bytes"
