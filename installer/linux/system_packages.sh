#!/usr/bin/env bash
# Makes sure of what pip cannot bring: Python's venv, the system libraries of Qt and, for `test`, Xvfb.
# What is there already is left alone. What is missing comes through apt where that is allowed without
# asking for a password; elsewhere the command to type is printed.
#
#   installer/linux/system_packages.sh window|test
set -euo pipefail

purpose="${1:-window}"
python="${PYTHON:-python3}"

# Debian's package, then the library in it that the program loads.
qt_libraries="
libegl1              libEGL.so.1
libgl1               libGL.so.1
libxkbcommon0        libxkbcommon.so.0
libdbus-1-3          libdbus-1.so.3
libfontconfig1       libfontconfig.so.1
libglib2.0-0         libglib-2.0.so.0
libxcb-cursor0       libxcb-cursor.so.0
libxkbcommon-x11-0   libxkbcommon-x11.so.0
libxcb-icccm4        libxcb-icccm.so.4
libxcb-image0        libxcb-image.so.0
libxcb-keysyms1      libxcb-keysyms.so.1
libxcb-randr0        libxcb-randr.so.0
libxcb-render-util0  libxcb-render-util.so.0
libxcb-shape0        libxcb-shape.so.0
libxcb-sync1         libxcb-sync.so.1
libxcb-xkb1          libxcb-xkb.so.1
libx11-xcb1          libX11-xcb.so.1
libportaudio2        libportaudio.so.2
"

missing_packages() {
  "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
  local known
  known=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
  while read -r package library; do
    [[ -z "$package" || "$known" == *"$library "* ]] || echo "$package"
  done <<<"$qt_libraries"
  if [[ "$purpose" == test ]]; then
    command -v xvfb-run >/dev/null || echo xvfb
    command -v xauth >/dev/null || echo xauth
  fi
}

retry() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return
    echo "Attempt $attempt of 3 did not work: $*" >&2
  done
  return 1
}

mapfile -t missing < <(missing_packages)
if ((${#missing[@]} == 0)); then
  exit 0
fi

install="apt-get install --yes --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
  echo "This system has no apt. Install what Debian calls: ${missing[*]}" >&2
  exit 1
fi
if [[ "$(id -u)" == 0 ]]; then
  as_root=()
elif command -v sudo >/dev/null && sudo --non-interactive true 2>/dev/null; then
  as_root=(sudo --non-interactive)
else
  echo "Some system packages are missing, and installing them needs an administrator. Type this, then run make again:" >&2
  echo >&2
  echo "    sudo apt-get update && sudo $install" >&2
  exit 1
fi

echo "Installing system packages: ${missing[*]}"
retry "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update --quiet
# shellcheck disable=SC2086  # the words of the command are meant to be split
retry "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $install </dev/null
