# shellcheck shell=bash
# Debian and Ubuntu packages: which are missing, and how they are installed.

# Services that these packages would otherwise start and enable on their own. The platform and its
# tests run private instances, so a package installed from here leaves nothing listening.
readonly PACKAGE_UNITS=(postgresql redis-server docker docker.socket containerd caddy ssh ssh.socket)

# True when apt-get is there, as on Debian and Ubuntu.
has_apt() { command -v apt-get >/dev/null; }

# True when a package of this name can be installed.
package_exists() { [[ -n $(apt-cache --quiet=0 madison "$1" 2>/dev/null) ]]; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -- "$@"
  else
    die "this needs root, and sudo is not installed" "run as root: $*"
  fi
}

# Prints the units of PACKAGE_UNITS that systemd knows about here.
known_units() {
  local unit
  [[ -d /run/systemd/system ]] || return 0
  for unit in "${PACKAGE_UNITS[@]}"; do
    if systemctl cat -- "$unit" >/dev/null 2>&1; then printf '%s\n' "$unit"; fi
  done
}

# Asks once before packages are installed, unless $1 is "yes".
#   confirm_packages yes|ask PACKAGE...
confirm_packages() {
  local consent=$1 answer
  shift
  has_apt || die "missing here: $*" "this machine has no apt-get; install these with its own package tool and start again"
  [[ $consent == yes ]] && return
  say "These packages are missing: $*"
  if ! { : </dev/tty; } 2>/dev/null; then
    die "nobody to ask" "start again with --yes, or install them first: apt-get install $*"
  fi
  read -r -p "    Install them now with apt-get? [Y/n] " answer </dev/tty
  [[ -z $answer || $answer == [Yy]* ]] ||
    die "not installed" "install them yourself and start again: apt-get install $*"
}

# Installs packages without letting their services start.
#   install_packages yes|ask PACKAGE...
install_packages() {
  local before guard='' failed='' unit
  confirm_packages "$@"
  shift
  say "Installing $*"
  before=$(known_units)
  # The established way to keep maintainer scripts from starting services; an administrator's own
  # policy-rc.d stays in charge where there is one.
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    guard=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$guard" >/dev/null
    as_root chmod 0755 "$guard"
  fi
  apt_install "$@" || failed=yes
  [[ -z $guard ]] || as_root rm -f "$guard"
  [[ -z $failed ]] || die "apt-get could not install: $*" "its messages are above; install them by hand and start again"
  while read -r unit; do
    [[ -z $unit ]] || grep -qxF -- "$unit" <<<"$before" || as_root systemctl --quiet disable -- "$unit" || true
  done < <(known_units)
}

apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
    apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  as_root "${apt[@]}" update >&2 </dev/null || warn "apt-get update failed; trying with the lists that are here"
  as_root "${apt[@]}" install --no-install-recommends "$@" >&2 </dev/null
}
