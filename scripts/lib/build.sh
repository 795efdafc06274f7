# shellcheck shell=bash
# Builds what the platform runs, and skips what has not changed since it was built.

# Prints a fingerprint of the named files and folders: path, size and time of every file in them.
fingerprint() {
  {
    printf '%s\n' "$@"
    find "$@" \( -name node_modules -o -name dist -o -name results -o -name .vite \) -prune -o -type f \
      -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort
  } | sha256sum | cut -d ' ' -f 1
}

# True when a stamp holds this value: is_stamped NAME VALUE
is_stamped() { [[ -r $STAMPS/$1 && $(<"$STAMPS/$1") == "$2" ]]; }
stamp() { printf '%s\n' "$2" >"$STAMPS/$1"; }

# True when version $1 is at least $2.
at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

check_rust() {
  local version
  command -v cargo >/dev/null || die "Rust is not installed (or cargo is not in PATH)" \
    "install it: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y && . ~/.cargo/env" \
    "started with sudo? start without it: scripts/up asks for sudo itself where it needs it"
  version=$(rustc --version 2>/dev/null | cut -d ' ' -f 2)
  at_least "${version:-0}" 1.95 || die "Rust ${version:-of no known version} is too old, 1.95 or newer is needed" "update it: rustup update stable"
}

check_node() {
  local version
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    die "Node.js with npm is not installed" "install version 20 or newer: https://nodejs.org/en/download"
  fi
  version=$(node --version)
  at_least "${version#v}" 20.19 || die "Node.js $version is too old, version 20.19 or newer is needed" "see https://nodejs.org/en/download"
}

# What the web application is made of.
web_fingerprint() { fingerprint web; }

# What the binaries are made of, the built web application included.
binaries_fingerprint() {
  local profile=$1 built
  for built in web/apps/*/dist; do
    # Its files' names carry a hash of their content, so the index tells all.
    [[ ! -r $built/index.html ]] || cat "$built/index.html"
  done | cat - <(fingerprint Cargo.toml Cargo.lock crates services migrations proto) <(rustc --version) \
    <(printf '%s %s\n' "$profile" "${RUSTFLAGS-}") | sha256sum | cut -d ' ' -f 1
}

install_web_packages() {
  local wanted
  wanted=$(sha256sum web/package-lock.json | cut -d ' ' -f 1)-$(node --version)
  if [[ -d web/node_modules ]] && is_stamped npm "$wanted"; then return; fi
  say "Installing the web application's packages (npm ci)"
  (cd web && npm ci --no-audit --no-fund) >&2 </dev/null || return
  stamp npm "$wanted"
}

build_web() {
  local wanted
  wanted=$(web_fingerprint)
  if [[ -r web/apps/dashboard/dist/index.html ]] && is_stamped web "$wanted"; then return; fi
  install_web_packages || return
  say "Building the web application"
  (cd web && npm run build) >&2 </dev/null || return
  stamp web "$wanted"
}

# Builds all seven services with a profile of Cargo.toml.
build_binaries() {
  local profile=$1 wanted name missing=''
  wanted=$(binaries_fingerprint "$profile")
  for name in "${SERVICES[@]}"; do
    [[ -x $(binaries_of "$profile")/$name ]] || missing=yes
  done
  if [[ -z $missing ]] && is_stamped "cargo-$profile" "$wanted"; then return; fi
  say "Building the services (cargo build --profile $profile); the first time takes minutes"
  cargo build --locked --workspace --bins --profile "$profile" >&2 </dev/null || return
  stamp "cargo-$profile" "$wanted"
}
