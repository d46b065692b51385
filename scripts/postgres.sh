#!/usr/bin/env bash
# Print the address of a PostgreSQL server on this machine; start one when none answers.
set -euo pipefail
address=${ETRIER_TEST_POSTGRES:-postgres://postgres@127.0.0.1:5432/postgres}

answers() { "$(dirname "$0")/../.venv/bin/python" -c "import psycopg; psycopg.connect('$address', connect_timeout=3).close()" 2>/dev/null; }

if answers; then echo "$address"; exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v pg_ctlcluster >/dev/null; then
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql) >&2
fi
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -n "$bin" ]; then
  # A throw-away cluster that only this machine can reach; root may not own one.
  folder=$(mktemp -d); as=()
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as=(runuser -u postgres --); fi
  "${as[@]}" "$bin/initdb" -D "$folder/data" -U postgres -A trust >/dev/null
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-c listen_addresses=127.0.0.1 -p 54329 -k $folder" start >/dev/null
  echo "postgres://postgres@127.0.0.1:54329/postgres"
  exit 0
fi
echo "No PostgreSQL server answers and none could be started: install the package postgresql." >&2
exit 1
