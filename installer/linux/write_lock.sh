#!/usr/bin/env bash
# Writes requirements.lock anew from what is installed in .venv: run it after changing a dependency.
set -euo pipefail
cd "$(dirname "$0")/../.."

{
  echo "# Exactly what the program is built and tested with, tools included; \`make setup\` installs it."
  echo "# Written by installer/linux/write_lock.sh. The ranges that work are in pyproject.toml."
  .venv/bin/python -m pip list --format=freeze --exclude pip --exclude ssl-workbench |
    LC_ALL=C sort --ignore-case |
    sed -E '/^(nvidia|cuda|triton)[-=]/ s/$/ ; sys_platform == "linux"/'
} >requirements.lock.new
mv requirements.lock.new requirements.lock
