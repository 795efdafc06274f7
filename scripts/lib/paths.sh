# shellcheck shell=bash
# Where everything lives. Every script enters the repository's root first, and stays there.

ROOT=$PWD

# Everything a running platform writes: logs, pid files, private databases, the services' data.
NEBULA_HOME=${NEBULA_HOME:-$ROOT/.nebula}
[[ $NEBULA_HOME == /* ]] || NEBULA_HOME=$ROOT/$NEBULA_HOME
readonly ROOT NEBULA_HOME
readonly LOGS=$NEBULA_HOME/logs RUN=$NEBULA_HOME/run
# What was built from which sources; it belongs to the checkout, wherever NEBULA_HOME is.
readonly STAMPS=$ROOT/.nebula/stamps

# Stops where the platform was started by somebody else here: its processes and files are theirs.
require_ownership() {
  local owner
  [[ ! -e $NEBULA_HOME || -O $NEBULA_HOME ]] && return
  owner=$(stat -c %U -- "$NEBULA_HOME")
  die "$NEBULA_HOME belongs to $owner, who started the platform here first" \
    "do this as that user (sudo -u $owner $0), or remove that folder to begin anew"
}

# The private PostgreSQL's own account must be able to pass through NEBULA_HOME; nobody else reads in it.
make_directories() {
  require_ownership
  mkdir -p -- "$NEBULA_HOME"
  chmod 0711 -- "$NEBULA_HOME"
  mkdir -p -- "$LOGS" "$RUN" "$STAMPS"
  chmod 0700 -- "$LOGS" "$RUN" "$STAMPS"
}

# The folder of the binaries that a cargo profile builds.
binaries_of() {
  case $1 in
    dev | test) printf '%s/debug' "${CARGO_TARGET_DIR:-$ROOT/target}" ;;
    bench) printf '%s/release' "${CARGO_TARGET_DIR:-$ROOT/target}" ;;
    *) printf '%s/%s' "${CARGO_TARGET_DIR:-$ROOT/target}" "$1" ;;
  esac
}
