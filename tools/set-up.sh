# Sourced by ./run and ./test: brings .venv/ and what is made from sources up to date. Needs `root`.
# Everything is said on standard error, so that the output of a command stays clean.

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$0: $*"
  exit 1
}

# Says nothing where it will not do, else how long it takes: builds of one version differ by as much as a half.
readonly TRY_PYTHON='
import sys, time
if sys.version_info < (3, 11): sys.exit(1)
import ensurepip, venv
def work():
    began = time.process_time_ns()
    sum(len(str(n)) for n in [{"n": n}["n"] for n in range(40_000)])
    return time.process_time_ns() - began
print(min(work() for _ in range(15)))
'

# Of the first version that is there, the quickest of those on the PATH.
find_python() {
  local name candidate took found="" least=0
  for name in python3.11 python3 python3.12 python3.13 python3.14; do
    while IFS= read -r candidate; do
      [ ! "$candidate" -ef "$found" ] || continue
      took=$("$candidate" -c "$TRY_PYTHON" 2>/dev/null) || continue
      if [ -z "$found" ] || [ "$took" -lt "$least" ]; then found=$candidate least=$took; fi
    done < <(type -ap "$name")
    if [ -n "$found" ]; then
      printf '%s' "$found"
      return
    fi
  done
  stop "Python 3.11 or newer was not found, or has no venv (on Debian or Ubuntu, the package python3-venv). Install it, then start again."
}

# What an environment depends on. The checkout's own path is in it: a moved environment does not work.
recipe() {
  printf '%s ' "$root"
  cat "$root"/requirements*.lock "$root/pyproject.toml" "$root/hatch_build.py" | cksum
}

make_environment() {
  local python
  if [ -x "$root/.venv/bin/python" ] && [ "$(cat "$root/.venv/made-in" 2>/dev/null)" = "$root" ]; then
    say "[1/4] Python environment in .venv, with $("$root/.venv/bin/python" --version 2>&1)"
    return
  fi
  python=$(find_python)
  say "[1/4] Python environment in .venv, with $("$python" --version 2>&1) ($python)"
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
