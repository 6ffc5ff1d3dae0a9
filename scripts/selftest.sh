#!/usr/bin/env bash
# The window of build/bin/chengzhuan under a virtual display of the office's
# usual size: it clicks through itself; a second start raises the first window;
# without a display it says so. Wants Xvfb and a message bus of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$PWD/build/bin/chengzhuan

if [ "${1:-}" != inside ]; then
  work=$(mktemp -d)
  # Processes of the web view may still write while they end.
  trap 'code=$?; for _ in 1 2 3 4 5; do rm -rf "$work" 2>/dev/null && break; sleep 1; done; exit $code' EXIT
  # A home of its own: no profile of the person who runs this, and none left behind.
  export HOME=$work XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config XDG_RUNTIME_DIR=$work/run
  export LANG=C.UTF-8 LC_ALL=C.UTF-8 NO_AT_BRIDGE=1 GTK_A11Y=none LIBGL_ALWAYS_SOFTWARE=1
  # The web view's sandbox needs name spaces that containers refuse.
  export WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1
  mkdir -m 700 "$XDG_RUNTIME_DIR"
  unset DISPLAY WAYLAND_DISPLAY CHENGZHUAN_DATA
  # Without a display the same start serves the page and says where.
  "$program" --data "$work/账套" >"$work/served" 2>&1 &
  served=$!
  for _ in $(seq 100); do grep -q 'http://127.0.0.1' "$work/served" && break; sleep 0.1; done
  grep -q 'http://127.0.0.1:[0-9]*/?token=' "$work/served" || { cat "$work/served" >&2; echo "selftest.sh: no page served without a display" >&2; exit 1; }
  kill -TERM $served
  code=0; wait $served || code=$?
  [ $code = 0 ] || { echo "selftest.sh: the served page ended with $code" >&2; exit 1; }
  echo "selftest: without a display the page is served"
  xvfb-run -a -s '-screen 0 1366x768x24 -nolisten tcp' dbus-run-session -- "$0" inside
  exit
fi

fail() { echo "selftest.sh: $*" >&2; exit 1; }
children=()
cleanup() { for c in "${children[@]}"; do kill "$c" 2>/dev/null || true; done; }
trap cleanup EXIT

"$program" selftest

# Single instance, one window for each book.
windows() { xwininfo -root -tree | grep -c '("chengzhuan" ' || true; }
data="$HOME/账套 一"; other="$HOME/账套 二"
"$program" --data "$data" init --name 自检社区 >/dev/null
"$program" --data "$other" init --name 另一社区 >/dev/null
CHENGZHUAN_DATA=$data "$program" & children+=($!)
first=$!
for _ in $(seq 100); do [ "$(windows)" -ge 1 ] && break; sleep 0.1; done
[ "$(windows)" -ge 1 ] || fail "the window did not come up"
sleep 1 # the first one claims its name on the bus while it starts
before=$(windows)
code=0; CHENGZHUAN_DATA=$data/ timeout 20 "$program" || code=$?
[ $code != 124 ] || fail "a second start on the same book stayed"
[ "$(windows)" = "$before" ] || fail "a second start on the same book made a second window"
kill -0 $first 2>/dev/null || fail "a second start ended the first window"
echo "selftest: a second start raised the first window and ended"
CHENGZHUAN_DATA=$other "$program" & children+=($!)
for _ in $(seq 100); do [ "$(windows)" -gt "$before" ] && break; sleep 0.1; done
[ "$(windows)" -gt "$before" ] || fail "another book did not get a window of its own"
echo "selftest: another book has its own window"

# The window and a command on the same book at the same time.
"$program" --data "$data" registers --json >/dev/null || fail "a command failed beside the window"

# Asked to end, it closes its book and ends well.
kill -TERM $first
code=0; wait $first || code=$?
[ $code = 0 ] || fail "the window ended with $code when asked to"
echo "selftest: asked to end, the window ended well"
