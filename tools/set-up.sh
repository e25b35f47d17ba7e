# Sourced by ./run and ./test: brings .venv/ and what is made from sources up to date. Needs `root`.
# Everything is said on standard error, so that the output of a command stays clean.

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$0: $*"
  exit 1
}

find_python() {
  local candidate
  for candidate in python3.11 python3 python3.12 python3.13 python3.14; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$candidate"
      return
    fi
  done
  stop "Python 3.11 or newer is needed and was not found. Install it, then start again."
}

# What an environment depends on. The checkout's own path is in it: a moved environment does not work.
recipe() {
  printf '%s ' "$root"
  cat "$root"/requirements*.lock "$root/pyproject.toml" "$root/hatch_build.py" | cksum
}

make_environment() {
  local python
  python=$(find_python)
  say "[1/4] Python environment in .venv, with $("$python" --version 2>&1)"
  if [ -x "$root/.venv/bin/python" ] && [ "$(cat "$root/.venv/made-in" 2>/dev/null)" = "$root" ]; then
    return
  fi
  "$python" -m venv --clear "$root/.venv" ||
    stop "No environment could be made. On Debian or Ubuntu, install the package python3-venv, then start again."
  printf '%s' "$root" >"$root/.venv/made-in"
}

# Counts pip's lines instead of showing them all. Its errors are shown; its warnings are about the machine's
# own configuration and say nothing to whoever wants to start the product.
install_lock() {
  local total screen=0
  total=$(grep -c '^[a-z]' "$root/$1")
  [ ! -t 2 ] || screen=1
  "$root/.venv/bin/python" -m pip install --disable-pip-version-check --require-hashes -r "$root/$1" \
    2> >(grep -v '^WARNING: ' >&2) |
    awk -v total="$total" -v screen="$screen" '
      !screen { next }
      /^(Collecting|Processing|Requirement already satisfied)/ { printf "\r      %d of %d ", ++n, total; fflush() }
      /^Installing/ { printf "\r      installing   "; fflush() }
      END { if (screen) printf "\r                       \r" }' >&2 ||
    stop "The packages of $1 could not be installed; the lines above say why."
}

# $1: the lock file to install.
install_packages() {
  say "[2/4] Python packages of $1 (the first time this takes a minute)"
  install_lock "$1"
  command -v npm >/dev/null || install_lock requirements-node.lock
  say "[3/4] Paizhu itself"
  "$root/.venv/bin/python" -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation \
    --editable "$root" 2> >(grep -v '^WARNING: ' >&2) >&2 ||
    stop "Paizhu could not be installed; the lines above say why."
  # Else every command would compile it anew where Python may not write beside the sources, or is told not to.
  "$root/.venv/bin/python" -m compileall -q "$root/paizhu" >&2 || true
}

make_assets() {
  "$root/.venv/bin/python" "$root/tools/assets.py" >&2 ||
    stop "The front-end files could not be made; the lines above say why."
}

# $1: run or dev. A development environment holds all that ./run needs, at the same versions.
set_up() {
  local wanted stamp="$root/.venv/stamp-$1" lock=requirements.lock
  [ "$1" = run ] || lock=requirements-dev.lock
  wanted=$(recipe)
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    make_environment
    install_packages "$lock"
    say "[4/4] Front-end files and translations"
    make_assets
    printf '%s\n' "$wanted" | tee "$stamp" >"$root/.venv/stamp-run"
  else
    make_assets
  fi
}
