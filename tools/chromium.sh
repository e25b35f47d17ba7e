# Sourced by ./test: finds a Chromium for the browser tests, or installs the distribution's. Sets CHROMIUM.
# The headless shell is the same browser without windows, and takes a fifth less processor time.

chromium_on_path() {
  local name
  for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

# Its caller says as whom.
apt_installs() {
  DEBIAN_FRONTEND=noninteractive ${as_root[@]+"${as_root[@]}"} apt-get install -y -qq "$1"
}

install_chromium() {
  local as_root=()
  command -v apt-get >/dev/null || stop "The browser tests need Chromium. Install it, or name it in CHROMIUM."
  [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
  say "No Chromium was found; installing the distribution's package: ${as_root[*]-} apt-get install chromium-headless-shell"
  {
    ${as_root[@]+"${as_root[@]}"} apt-get update -qq &&
      { apt_installs chromium-headless-shell || apt_installs chromium; }
  } >&2 || stop "Chromium could not be installed. Install it by hand, or name one in CHROMIUM."
}

find_chromium() {
  chromium_on_path >/dev/null || install_chromium
  CHROMIUM=$(chromium_on_path | tail -n 1)
  export CHROMIUM
  say "Chromium for the browser tests: $CHROMIUM"
}
