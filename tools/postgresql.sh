# Sourced by ./test: the tests need a PostgreSQL to start; installs the distribution's where there is none.

postgresql_is_there() {
  command -v initdb >/dev/null || command -v pg_ctlcluster >/dev/null
}

find_postgresql() {
  local as_root=()
  if postgresql_is_there; then return; fi
  if ! command -v apt-get >/dev/null; then
    say "No PostgreSQL was found: the tests on it are skipped. Install it to run them."
    return
  fi
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  say "No PostgreSQL was found; installing the distribution's package: ${as_root[*]-} apt-get install postgresql"
  {
    ${as_root[@]+"${as_root[@]}"} apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive ${as_root[@]+"${as_root[@]}"} apt-get install -y -qq postgresql
  } >&2 || say "PostgreSQL could not be installed: the tests on it are skipped."
}
