#!/usr/bin/env bash
# The one list of Debian packages that building, running and checking need.
#
#   scripts/need.sh GROUP...     install what is missing of these groups
#   scripts/need.sh --list GROUP...    print the packages, install nothing
#
# Fast and silent when everything is there: it asks dpkg, not apt. Works as
# root or through sudo. Go and Node are the two things it expects to find.
set -euo pipefail

GO_MIN=1.26
NODE_MIN=20

need_go_build() { echo gcc libc6-dev; }
need_window()   { echo pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev; }
need_display()  { echo xvfb xauth x11-utils dbus fonts-noto-cjk; }
need_windows()  { echo gcc-mingw-w64-x86-64; }
need_wine()     { echo gcc-mingw-w64-x86-64 wine wine64; }
need_office()   { echo libreoffice-calc fonts-noto-cjk; }
need_pdf()      { echo poppler-utils qpdf; }
need_browser()  { echo chromium fonts-noto-cjk; }
need_fonts()    { echo python3-fonttools; }

die() { printf '%s\n' "$*" >&2; exit 1; }

# at_least HAVE WANT: is version HAVE the same as or later than WANT?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

need_go() {
  command -v go >/dev/null || die "Go is missing: install Go $GO_MIN or later (https://go.dev/dl/) and put it on PATH."
  local have; have=$(go env GOVERSION); have=${have#go}
  at_least "${have%%[!0-9.]*}" "$GO_MIN" || die "Go $have is too old: $GO_MIN or later is needed."
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || die "Node is missing: install Node $NODE_MIN or later with npm and put it on PATH."
  local have; have=$(node --version); have=${have#v}
  at_least "$have" "$NODE_MIN" || die "Node $have is too old: $NODE_MIN or later is needed."
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "Root is needed to install: ${missing[*]}. Run as root, install sudo, or install them by hand."
  fi
}

list=0
[ "${1:-}" = --list ] && { list=1; shift; }
packages=()
for group in "$@"; do
  case $group in
    go|node) [ $list = 1 ] || "need_$group" ;;
    *)
      declare -F "need_$group" >/dev/null || die "need.sh: unknown group '$group'"
      read -r -a more <<<"$("need_$group")"
      packages+=("${more[@]}") ;;
  esac
done
if [ $list = 1 ]; then printf '%s\n' "${packages[@]}" | sort -u; exit; fi

missing=()
for p in "${packages[@]}"; do
  case " ${missing[*]-} " in *" $p "*) continue ;; esac
  [ "$(dpkg-query -W -f '${Status}' "$p" 2>/dev/null)" = "install ok installed" ] || missing+=("$p")
done
[ ${#missing[@]} -gt 0 ] || exit 0

command -v apt-get >/dev/null || die "Please install: ${missing[*]} (this script knows only Debian's apt-get)."
echo "Installing: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -y -q "$@" </dev/null >"$log" 2>&1; }
# A package list that is there already may be stale or fine: try it first, refresh once if it fails.
apt install --no-install-recommends "${missing[@]}" ||
  { apt update && apt install --no-install-recommends "${missing[@]}"; } ||
  { tail -n 30 "$log" >&2; die "apt-get could not install: ${missing[*]}"; }
