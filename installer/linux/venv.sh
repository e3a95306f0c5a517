#!/usr/bin/env bash
# Makes .venv and installs into it exactly what requirements.lock names, and then this checkout.
# Each is done again only when the lock, or pyproject.toml, or the place of the checkout has changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

python="${PYTHON:-python3}"
libraries="$(sha256sum <requirements.lock)"
program="$({ pwd && cat pyproject.toml; } | sha256sum)"

# A stamp holds what was installed when it was written.
is_stamped() { [[ -f ".venv/stamp-$1" && "$(<".venv/stamp-$1")" == "$2" ]]; }
stamp() { printf '%s\n' "$2" >".venv/stamp-$1"; }

pip_install() {
  .venv/bin/python -m pip install --disable-pip-version-check --no-input "$@" </dev/null
}

install_libraries() {
  local attempt
  echo "Installing the libraries: about 6 GB, a few minutes the first time."
  for attempt in 1 2 3; do
    pip_install --retries 10 --timeout 120 --requirement requirements.lock && return
    echo "Attempt $attempt of 3 did not work." >&2
  done
  echo "The libraries could not be installed; what pip says above tells why. Try again with: make setup" >&2
  return 1
}

if is_stamped libraries "$libraries" && is_stamped program "$program"; then
  exit 0
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "SSL Workbench needs Python 3.11 or newer; $python is $("$python" --version 2>&1)." >&2
  echo "Install one and name it: make PYTHON=python3.11 ..." >&2
  exit 1
fi
# What an interrupted set-up left half made is made anew.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  "$python" -m venv --clear .venv
fi
if ! is_stamped libraries "$libraries"; then
  install_libraries
  stamp libraries "$libraries"
fi
pip_install --quiet --no-deps --no-build-isolation --editable .
stamp program "$program"
echo "Set up in .venv"
