#!/usr/bin/env bash
# The Windows program, under Wine in a folder with Chinese and blanks in its
# path, does what the Linux program does: same answers, same files, same bytes.
#
#   scripts/wine-check.sh [--keep]        wants build/bin/chengzhuan and chengzhuan.exe
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/wine.sh

root=$PWD
linux=$PWD/build/bin/chengzhuan
exe=$PWD/build/bin/chengzhuan.exe
same=$PWD/scripts/same-json.mjs
work=$(mktemp -d)
place="$work/城砖 测试"
checks=0
finish() { wine_end; [ "${keep:-}" = 1 ] && echo "kept: $work" || rm -rf "$work"; }
trap finish EXIT
[ "${1:-}" = --keep ] && keep=1

fail() { echo "wine-check: FAILED: $*" >&2; exit 1; }
ok() { checks=$((checks + 1)); echo "wine-check: $*"; }

wine_setup "$work/wine" || fail "Wine did not start"
mkdir -p "$place"/{linux,windows}
cp "$exe" "$place/"
cd "$place"
unset CHENGZHUAN_DATA

# on SYSTEM ARG...: runs the program of one system on that system's own book.
on() {
  local system=$1; shift
  case $system in
    linux)   "$linux" --data "$place/linux/数据 夹" "$@" ;;
    windows) win ./chengzhuan.exe --data 'windows\数据 夹' "$@" ;;
  esac
}

# both NAME ARG...: runs a command on both and wants the same answer and exit
# code; identities and paths, which differ between two books, are left out.
both() {
  local name=$1 l=0 w=0; shift
  on linux   "$@" >"linux/$name.out"   2>"linux/$name.err"   </dev/null || l=$?
  on windows "$@" >"windows/$name.out" 2>"windows/$name.err" </dev/null || w=$?
  sed -i '/^wine: /d' "windows/$name.err" # what Wine itself has to say of its drives
  [ $l = $w ] || fail "$name: exit $l on Linux, $w on Windows: $(head -c 600 "linux/$name.err" "windows/$name.err")"
  code=$l
  for stream in out err; do
    node "$same" "linux/$name.$stream" "windows/$name.$stream" || fail "$name: the answers differ (std$stream)"
  done
}

wants() { [ "$code" = "$1" ] || fail "$2: exit $code, want $1: $(head -c 600 "windows/$2.err")"; }

equal() { cmp -s "linux/$1" "windows/$1" || fail "$1 differs: $(wc -c "linux/$1" "windows/$1" | head -2 | tr '\n' ' ')"; }

# A roster as an office has it: a title above the header, GB18030, blanks in
# names, a long name, rare characters, dates as they come.
roster="$place/党员 花名册.csv"
node "$(dirname "$same")/roster.mjs" | iconv -f UTF-8 -t GB18030 >"$roster"
cp "$roster" linux/; cp "$roster" windows/

both version --version; wants 0 version
ok "the program starts and prints: $(tr -d '\r' <windows/version.out)"

# Started from cmd.exe the program gets no streams: it has to find the console
# itself. Wine's console wants a display.
x86_64-w64-mingw32-gcc -municode -O2 -s -Wall -o consolecheck.exe "$root/build/windows/consolecheck.c"
xvfb-run -a timeout 60 wine consolecheck.exe chengzhuan.exe --version >screen.out 2>/dev/null </dev/null || fail "the program failed in a console (exit $?)"
grep -q "$(tr -d '\r\n' <windows/version.out)" screen.out || fail "nothing printed to the console: $(tr -s ' ' <screen.out | head -c 200)"
ok "a command prints to the console it was started from"

both init --json init --name 仁寿门社区; wants 0 init
both again --json init --name 仁寿门社区
[ "$code" != 0 ] || fail "a second init was accepted"
both registers --json registers; wants 0 registers
ok "init and registers"

members=$(node -e '
  const found = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).find((r) => r.label === "党员")
  if (!found) process.exit(1)
  console.log(found.key)' linux/registers.out) || fail "there is no register 党员"

both wrong --json list no_such_register
[ "$code" != 0 ] || fail "an unknown register was accepted"
both usage --no-such-flag; wants 2 usage

both dry --json import "$members" '党员 花名册.csv' --dry-run; wants 0 dry
both import --json import "$members" '党员 花名册.csv'; wants 0 import
both list --json list "$members" --limit 100; wants 0 list
rows=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).rows.length' windows/list.out)
[ "$rows" -ge 10 ] || fail "only $rows people came in"
both find --json list "$members" --query wf; wants 0 find
ok "import of a GB18030 roster ($rows people), list, search by initials"

both documents --json print --list; wants 0 documents
# print_same BOOK FILE ARG...: prints from the book on both and wants the same bytes.
print_same() {
  local book=$1 file=$2; shift 2
  (cd linux && "$linux" --data "$book" print "$@" -o "$file" </dev/null >/dev/null) || fail "print on Linux: $*"
  (cd windows && win ../chengzhuan.exe --data "$book" print "$@" -o "$file" </dev/null >/dev/null) || fail "print on Windows: $*"
  equal "$file"
  qpdf --check "windows/$file" >/dev/null 2>&1 || fail "$file is no sound PDF"
}
print_same '数据 夹' '花名册 内部.pdf' member_roster --paper A4 --audience internal
print_same '数据 夹' '花名册 上墙.pdf' member_roster --paper A3 --audience wall
ok "the imported roster printed, byte for byte the same"

for file in '导出.csv' '导出.xlsx' '导出.json'; do
  (cd linux && "$linux" --data "$place/linux/数据 夹" export "$members" -o "$file" </dev/null >/dev/null) || fail "export $file on Linux"
  (cd windows && win ../chengzhuan.exe --data '数据 夹' export "$members" -o "$file" </dev/null >/dev/null) || fail "export $file on Windows"
done
equal '导出.csv'; equal '导出.xlsx'
node "$same" linux/导出.json windows/导出.json || fail "导出.json differs"
ok "export to CSV, XLSX and JSON"

# A whole community: the same on both, from the first record to the last poster.
for system in linux windows; do
  name='示范 社区'
  if [ $system = linux ]; then
    "$linux" --data "linux/$name" init --name "$name" >/dev/null </dev/null && "$linux" --data "linux/$name" demo >/dev/null </dev/null
  else
    win ./chengzhuan.exe --data "windows\\$name" init --name "$name" >/dev/null </dev/null && win ./chengzhuan.exe --data "windows\\$name" demo >/dev/null </dev/null
  fi || fail "demo on $system"
done
print_same '示范 社区' '示范 花名册.pdf' member_roster --paper A3 --tile A4 --audience internal
print_same '示范 社区' '组织架构图.pdf' org_chart --paper A2
print_same '示范 社区' '值班表.pdf' duty_roster --paper A3
ok "the demo community printed, byte for byte the same"

# A book carried from one system to the other is the same book.
mkdir -p 'linux/带走'
on linux --json backup -o "$place/linux/带走/备份.czbak" >/dev/null </dev/null || fail "backup on Linux"
win ./chengzhuan.exe --data '搬来的 账套' --json restore 'linux\带走\备份.czbak' >/dev/null </dev/null || fail "restore on Windows"
win ./chengzhuan.exe --data '搬来的 账套' --json list "$members" --limit 100 </dev/null | tr -d '\r' >moved.out || fail "list of the moved book"
on linux --json list "$members" --limit 100 </dev/null | cmp -s - moved.out || fail "the moved book lists differently"
win ./chengzhuan.exe --data '搬来的 账套' --json check >/dev/null </dev/null || fail "check of the moved book"
ok "a backup from Linux opens on Windows, record by record the same"

# One book on both systems: joined, changed apart, exchanged both ways.
office() { # office SYSTEM ARG...: the second PC, on Windows, or the first, on Linux
  local system=$1; shift
  if [ "$system" = linux ]; then "$linux" --data "$place/linux/数据 夹" "$@" </dev/null; else win ./chengzhuan.exe --data '二号 机' "$@" </dev/null; fi
}
mkdir -p 优盘
office windows packet join --name 2号机 -o '优盘\申请.czb' >/dev/null || fail "asking to join on Windows"
office linux packet welcome 优盘/申请.czb --yes -o 优盘/欢迎.czb >/dev/null || fail "welcome on Linux"
office windows packet import '优盘\欢迎.czb' >/dev/null || fail "joining on Windows"
office linux   add "$members" name=甲来自一号机 --despite-twins >/dev/null || fail "add on Linux"
office windows add "$members" name=乙来自二号机 --despite-twins >/dev/null || fail "add on Windows"
office linux   packet export -o 优盘/1.czb >/dev/null || fail "export on Linux"
office windows packet export -o '优盘\2.czb' >/dev/null || fail "export on Windows"
office linux   packet import 优盘/2.czb >/dev/null || fail "import on Linux"
office windows packet import '优盘\1.czb' >/dev/null || fail "import on Windows"
for system in linux windows; do
  office $system --json list "$members" --limit 2000 | tr -d '\r' >"$system.list" || fail "list on $system"
  office $system --json check >/dev/null || fail "check on $system"
done
grep -q 甲来自一号机 windows.list && grep -q 乙来自二号机 linux.list && cmp -s linux.list windows.list || fail "the two PCs differ after the exchange"
ok "a Windows PC and a Linux PC share one book by packets"

# Wine has no WebView2: a start without a command serves the page instead.
xvfb-run -a timeout 60 wine chengzhuan.exe --data 'windows\数据 夹' >served.out 2>served.err </dev/null &
for _ in $(seq 200); do grep -q 'http://127.0.0.1:[0-9]*/?token=' served.out && break; sleep 0.1; done
grep -q 'http://127.0.0.1:[0-9]*/?token=' served.out || fail "without WebView2 no page was served: $(head -c 300 served.err)"
grep -q WebView2 served.err || fail "it did not say that WebView2 is missing"
wineserver -k
wait
ok "without WebView2 the page is served to a browser"

echo "wine-check: ok, $checks groups"
