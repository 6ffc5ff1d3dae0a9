#!/usr/bin/env bash
# Builds build/bin/chengzhuan.exe for 64-bit Windows on Linux, with its icon,
# manifest and version, and checks that they are in it. The page must be built.
set -euo pipefail
cd "$(dirname "$0")/.."

triple=x86_64-w64-mingw32
version=$(scripts/version.sh)
resources=resources_windows_amd64.syso
out=build/bin/chengzhuan.exe

fail() { echo "windows.sh: $out: $*" >&2; exit 1; }

# The Go linker takes any .syso in the main package, so this one exists only
# during the build of the program it is for.
trap 'rm -f "$resources"' EXIT
(cd build/windows && "$triple-windres" -c 65001 -DVER_NUMBERS="${version//./,},0" -DVER_TEXT="\\\"$version\\\"" \
  -O coff -i chengzhuan.rc -o "../../$resources")

# wv2runtime.error: without WebView2 say so; never download anything.
CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC="$triple-gcc" \
  go build -trimpath -tags desktop,production,wv2runtime.error,sqlite_fts5 \
  -ldflags "-s -w -H windowsgui -X main.version=$version" -o "$out" .

have=$("$triple-windres" -i "$out" -O rc | grep -a 'RT_\|VERSIONINFO\|VALUE') || fail "has no resources"
for want in '3 14 /* RT_GROUP_ICON */' '1 24 /* RT_MANIFEST */' '1 VERSIONINFO' \
    'VALUE "ProductName", L"\x57ce\x7816"' "VALUE \"ProductVersion\", \"$version\""; do
  [[ $have == *"$want"* ]] || fail "lacks the resource $want"
done
for want in permonitorv2 longPathAware asInvoker activeCodePage; do
  grep -aq "$want" "$out" || fail "its manifest lacks $want"
done
headers=$("$triple-objdump" -p "$out")
[[ $headers == *"(Windows GUI)"* ]] || fail "is not a GUI program, a black box would open beside the window"
# Nothing but what every Windows 10 has: a DLL of the compiler would be missing there.
dlls=$(sed -n 's/^\s*DLL Name: //p' <<<"$headers" | sort -fu)
for dll in $dlls; do
  case ${dll,,} in
    kernel32.dll|msvcrt.dll|user32.dll|gdi32.dll|shell32.dll|ole32.dll|oleaut32.dll|advapi32.dll|comctl32.dll|shlwapi.dll|ws2_32.dll|ntdll.dll|api-ms-win-crt-*) ;;
    *) fail "needs $dll, which is not part of Windows" ;;
  esac
done
awk -v f="$out" -v s="$(stat -c %s "$out")" -v v="$version" 'BEGIN { printf "%s %s, %.1f MB\n", f, v, s / 1e6 }'
