# shellcheck shell=bash
# Pid files that cannot name a stranger: beside the pid they keep the moment the process started and
# the boot it started in, so that a reused pid is never signalled.

# Prints what tells this process from any other that has had or will have its pid; fails when it is gone.
process_identity() {
  local stat boot
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # The second field, the name, may hold spaces and brackets: count from behind its closing bracket.
  read -r -a stat <<<"${stat##*) }"
  [[ ${stat[0]} != Z ]] || return 1
  read -r boot </proc/sys/kernel/random/boot_id
  printf '%s %s %s' "$1" "${stat[19]}" "$boot"
}

# The processes started from this shell, by name: their pids and their identities. What a shell has
# started itself it also finds without the pid file, as when somebody removed the whole folder.
declare -A CHILD=() IDENTITY=()

# Records a process that was just started: record_process NAME PID
record_process() {
  CHILD[$1]=$2
  # A process that is gone already leaves a file that names nobody.
  IDENTITY[$1]=$(process_identity "$2") || IDENTITY[$1]=gone
  printf '%s\n' "${IDENTITY[$1]}" 2>/dev/null >"$RUN/$1.pid.new" && mv -f -- "$RUN/$1.pid.new" "$RUN/$1.pid" || true
}

# Prints the pid of a recorded process that still runs; fails otherwise.
recorded_pid() {
  local recorded=${IDENTITY[$1]-}
  [[ -n $recorded ]] || { read -r recorded <"$RUN/$1.pid"; } 2>/dev/null || return 1
  [[ $(process_identity "${recorded%% *}") == "$recorded" ]] || return 1
  printf '%s' "${recorded%% *}"
}

# Waits until none of the recorded processes runs: await_exit TENTHS_OF_A_SECOND NAME...
await_exit() {
  local tenths=$1 name running
  shift
  while :; do
    running=
    for name in "$@"; do
      if recorded_pid "$name" >/dev/null; then running=yes; else rm -f -- "$RUN/$name.pid"; fi
    done
    [[ -n $running ]] || return 0
    ((tenths-- > 0)) || return 1
    pause 0.1
  done
}

# Signals recorded processes: signal_processes SIGNAL NAME...
signal_processes() {
  local signal=$1 name pid
  shift
  for name in "$@"; do
    if pid=$(recorded_pid "$name"); then kill -s "$signal" -- "$pid" 2>/dev/null || true; fi
  done
}

# Sleeps without starting a process, so that waiting costs nothing and a trapped signal ends it.
exec {PAUSE_FD}<> <(:)
pause() { read -r -t "$1" -u "$PAUSE_FD" || true; }
