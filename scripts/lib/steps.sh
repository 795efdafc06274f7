# shellcheck shell=bash
# Steps of a check: each is named, shown, timed, and remembered when it fails, so that one run tells
# everything that is wrong.

FAILED_STEPS=()

# Runs one step: step NAME COMMAND...
step() {
  local name=$1 started=$SECONDS
  shift
  say "$name"
  if "$@"; then
    detail "$name: fine, $((SECONDS - started)) s"
  else
    warn "$name failed after $((SECONDS - started)) s"
    FAILED_STEPS+=("$name")
  fi
}

# Says that a step cannot run here and why; that is no failure.
skip() { warn "$1 skipped: $2"; }

# Prints what failed; fails when something did.
report_steps() {
  local name
  ((${#FAILED_STEPS[@]})) || return 0
  printf '\n' >&2
  for name in "${FAILED_STEPS[@]}"; do printf '%sfailed:%s %s\n' "$RED" "$PLAIN" "$name" >&2; done
  return 1
}
