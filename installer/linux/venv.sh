#!/usr/bin/env bash
# Makes .venv and installs into it exactly what requirements.lock names, and then this checkout.
# Done again only when the lock, pyproject.toml or the place of the checkout has changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

python="${PYTHON:-python3}"
stamp=.venv/installed
wanted=$({ pwd && cat requirements.lock pyproject.toml; } | sha256sum)

if [[ -x .venv/bin/python && -f "$stamp" && "$(<"$stamp")" == "$wanted" ]]; then
  exit 0
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "SSL Workbench needs Python 3.11 or newer; $python is $("$python" --version 2>&1)." >&2
  echo "Install it and run: make PYTHON=python3.11 ..." >&2
  exit 1
fi

pip_install() {
  local attempt
  for attempt in 1 2 3; do
    .venv/bin/python -m pip install --disable-pip-version-check --no-input \
      --retries 10 --timeout 120 "$@" </dev/null && return
    echo "Attempt $attempt of 3 to install did not work." >&2
  done
  return 1
}

# What an interrupted set-up left half made is made anew.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  "$python" -m venv --clear .venv
fi
rm -f "$stamp"
echo "Installing the libraries (about 6 GB, a few minutes the first time) ..."
pip_install --requirement requirements.lock
pip_install --no-deps --no-build-isolation --editable .
printf '%s\n' "$wanted" >"$stamp"
echo "Set up in .venv"
