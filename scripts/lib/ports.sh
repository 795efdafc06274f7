# shellcheck shell=bash
# TCP ports on this machine.

# True when something accepts connections: port_answers HOST PORT
port_answers() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# Prints a port that nothing uses, below the range the kernel takes outgoing ports from.
free_port() {
  local port
  for _ in {1..200}; do
    port=$((20000 + RANDOM % 12000))
    if ! port_answers 127.0.0.1 "$port"; then
      printf '%s' "$port"
      return
    fi
  done
  die "found no free port between 20000 and 32000"
}

# Prints who listens on a port, as far as this user may know.
port_owner() {
  local line
  command -v ss >/dev/null || return 0
  line=$(ss -Hltnp "sport = :$1" 2>/dev/null | head -n 1)
  [[ $line =~ \"([^\"]+)\",pid=([0-9]+) ]] && printf '%s (pid %s)' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
  return 0
}
