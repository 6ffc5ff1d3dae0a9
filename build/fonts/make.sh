#!/bin/sh
# Rebuilds the fonts of backend/print/faces from pinned packages.
#
#   build/fonts/make.sh            rebuild, replace the files, print SHA-256
#   build/fonts/make.sh --check    rebuild elsewhere and compare with SHA256SUMS
#
# Needs Debian 12 with python3-fonttools 4.38.0, zstd 1.5.4, npm, and network
# access to the Debian and npm mirrors. Works in a temporary folder.
set -eu
export LC_ALL=C.UTF-8

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../.." && pwd)
faces=backend/print/faces
python=${PYTHON:-/usr/bin/python3}

case "${1:-}" in
'' | --check) ;;
*) echo "usage: $0 [--check]" >&2; exit 2 ;;
esac
case "$(zstd --version)" in
*v1.5.4,*) ;;
*) echo "zstd 1.5.4 wanted: other versions give other bytes" >&2; exit 1 ;;
esac

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
mkdir -p "$tmp/src/deb" "$tmp/src/npm/noto-sans-sc" "$tmp/src/npm/noto-serif-sc" "$tmp/out"

cd "$tmp"
npm pack --silent --pack-destination "$tmp" \
	@expo-google-fonts/noto-sans-sc@0.4.3 \
	@expo-google-fonts/noto-serif-sc@0.4.3 >/dev/null 2>&1
apt-get download -q -o APT::Sandbox::User=root \
	fonts-lxgw-wenkai=1.250+repack-1 \
	texlive-lang-chinese=2022.20230122-1 \
	unicode-data=15.0.0-1 >/dev/null
sha256sum --quiet -c "$here/SOURCES"

for name in sans serif; do
	tar -xzf "expo-google-fonts-noto-$name-sc-0.4.3.tgz" -C "src/npm/noto-$name-sc"
done
for deb in *.deb; do
	# Only what is needed: texlive-lang-chinese alone holds 200 MB of other files.
	dpkg-deb --fsys-tarfile "$deb" | tar -x -C src/deb --wildcards --no-anchored \
		'FandolFang-Regular.otf' 'fandol/COPYING.gz' 'LXGWWenKai-Regular.ttf' \
		'fonts-lxgw-wenkai/copyright' 'Unihan_OtherMappings.txt.bz2' 2>/dev/null || true
done

"$python" -B "$here/make.py" src out
for face in out/*.split; do
	zstd -q -19 --single-thread --rm "$face"
done
# The sums of the fonts themselves: the tests compare what Load gives with them.
(cd out && sha256sum *.ttf) >"$tmp/TRUETYPE"
rm out/*.ttf

if [ "${1:-}" = --check ]; then
	mkdir -p "$tmp/tree/$faces"
	cp -R out/. "$tmp/tree/$faces/"
	cd "$tmp/tree"
	sha256sum -c "$here/SHA256SUMS"
	diff "$here/TRUETYPE" "$tmp/TRUETYPE" && echo "TRUETYPE: OK"
	exit
fi
mkdir -p "$root/$faces/licences" "$root/$faces/testdata"
cp out/*.split.zst "$root/$faces/"
cp out/licences/* "$root/$faces/licences/"
cp out/testdata/tgh8105.txt "$root/$faces/testdata/"
cp "$tmp/TRUETYPE" "$here/TRUETYPE"
cd "$root"
sha256sum "$faces"/*.split.zst "$faces"/licences/* "$faces"/testdata/tgh8105.txt | tee "$here/SHA256SUMS"
