# Sourced by the checks under Wine: a fresh Windows 10 of its own, in a
# temporary folder, that is ended and removed when the script ends.
#
#   wine_setup DIR      makes DIR/prefix and defines: win PROGRAM ARG...

wine_setup() {
  local dir=$1
  export WINEPREFIX=$dir/prefix WINEARCH=win64 WINEDEBUG=-all
  export WINEDLLOVERRIDES='mscoree,mshtml='  # no question about Mono and Gecko
  export LANG=C.UTF-8 LC_ALL=C.UTF-8         # file names with Chinese need a UTF-8 locale
  unset DISPLAY WAYLAND_DISPLAY
  mkdir -p "$dir"
  wineboot --init >"$dir/wineboot.log" 2>&1 </dev/null || { cat "$dir/wineboot.log" >&2; return 1; }
  # Go wants Windows 10; Wine 8 says Windows 7 unless told.
  wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1 </dev/null
  # A web address is opened by nothing: no browser of this machine starts.
  wine reg add 'HKCU\Software\Wine\WineBrowser' /v Browsers /d true /f >/dev/null 2>&1 </dev/null
  if [ ! -e "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ]; then
    x86_64-w64-mingw32-gcc -shared -O2 -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
      build/windows/bcryptprimitives.c -ladvapi32
  fi
  wineserver -w
}

wine_end() { [ -z "${WINEPREFIX:-}" ] || wineserver -k 2>/dev/null || true; }

win() { timeout 120 wine "$@"; }
