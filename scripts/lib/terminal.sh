# shellcheck shell=bash
# What the scripts say to a person. Progress goes to stderr, so that stdout carries results only.

if [[ -t 2 && -z ${NO_COLOR-} ]]; then
  readonly BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' YELLOW=$'\e[33m' PLAIN=$'\e[0m'
else
  readonly BOLD='' DIM='' RED='' YELLOW='' PLAIN=''
fi

# One line of progress.
say() { printf '%s==>%s %s\n' "$BOLD" "$PLAIN" "$*" >&2; }

# One line of detail under the line of progress above it.
detail() { printf '    %s%s%s\n' "$DIM" "$*" "$PLAIN" >&2; }

# Something the reader should know, which does not stop the script.
warn() { printf '%swarning:%s %s\n' "$YELLOW" "$PLAIN" "$*" >&2; }

# Stops the script. The first argument says what is wrong, each further one what to do about it.
die() {
  printf '%serror:%s %s\n' "$RED" "$PLAIN" "$1" >&2
  shift
  (($# == 0)) || printf '       %s\n' "$@" >&2
  exit 1
}

# Prints the comment at the head of the calling script as its help text.
usage() { sed -n '2,/^[^#]/ { /^#/ { s/^# \{0,1\}//; p } }' "$0"; }
