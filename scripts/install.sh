#!/usr/bin/env bash
# Install Étrier and its tools in .venv, from the locked versions. Says plainly what it could not do.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
may_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
apt_install() {
  say "Installing $* with apt-get…"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@") >/dev/null
}

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  say "Étrier needs Python 3.11 or newer: install it, or set PYTHON to its path."
  exit 1
fi
if ! "$python" -m venv .venv >/dev/null 2>&1; then
  rm -rf .venv
  if ! may_apt || ! apt_install python3-venv || ! "$python" -m venv .venv; then
    say "Could not make a virtual environment: install the package python3-venv, then try again."
    exit 1
  fi
fi

say "Installing the Python packages (locked versions, checked by hash)…"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
  if may_apt && apt_install chromium; then :
  elif .venv/bin/python -m playwright install chromium >/dev/null 2>&1; then :
  else
    say "Could not install Chromium: the tests that drive a browser will fail and say so."
    say "Install Debian's package chromium (as root: apt-get install chromium), then run again."
  fi
fi
say "Installed."
