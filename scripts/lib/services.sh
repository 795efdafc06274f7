# shellcheck shell=bash
# The seven services: where they answer, how they start, when they are ready.

# In the order they are stopped: first those that people and programs talk to, then those behind them.
readonly EDGE_SERVICES=(dashboard discord-bot stream-bot agent)
readonly INNER_SERVICES=(ai-gateway gpu-scheduler monitoring)
readonly SERVICES=("${EDGE_SERVICES[@]}" "${INNER_SERVICES[@]}")

declare -A SERVICE_HTTP=() SERVICE_GRPC=()
readonly -A DEFAULT_HTTP_PORT=([dashboard]=5000 [discord-bot]=4000 [stream-bot]=3000
  [ai-gateway]=3100 [gpu-scheduler]=3200 [monitoring]=3300 [agent]=9765)

# Finds the address of every service: the environment's override, then the service map, then the default.
load_addresses() {
  local map name variable url
  map=$(setting SERVICE_MAP)
  map=${map:-service-map.yml}
  for name in "${SERVICES[@]}"; do
    variable=${name^^}
    variable=NEBULA_SERVICES_${variable//-/_}
    url=$(setting "${variable}_HTTP")
    [[ -n $url ]] || url=$(address_in_map "$map" "$name" http)
    SERVICE_HTTP[$name]=$(local_address "$url" "${DEFAULT_HTTP_PORT[$name]}")
    url=$(setting "${variable}_GRPC")
    [[ -n $url ]] || url=$(address_in_map "$map" "$name" grpc)
    SERVICE_GRPC[$name]=$(local_address "$url" "$((10000 + ${DEFAULT_HTTP_PORT[$name]}))")
  done
}

# Prints services.NAME.KEY of a service map: address_in_map FILE NAME KEY
address_in_map() {
  [[ -r $1 ]] || return 0
  awk -v name="$2" -v key="$3" '
    /^[^ #]/ { section = $1 }
    section == "services:" && /^  [^ #]/ { service = $1; sub(/:.*/, "", service) }
    section == "services:" && service == name && $1 == key ":" {
      gsub(/["\047]/, "", $2); print $2; exit
    }' "$1"
}

# Prints HOST:PORT of an address, seen from this machine: local_address URL DEFAULT_PORT
local_address() {
  local host=127.0.0.1 port=$2
  if [[ $1 =~ ^[a-z]+://(\[[^]]+\]|[^:/]+)(:([0-9]+))? ]]; then
    host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-$2}
  fi
  case $host in localhost | 0.0.0.0 | '[::]') host=127.0.0.1 ;; esac
  printf '%s:%s' "$host" "$port"
}

# Stops with one line for every port that something else already uses.
check_ports() {
  local name address owner taken=()
  for name in "${SERVICES[@]}"; do
    for address in "${SERVICE_HTTP[$name]}" "${SERVICE_GRPC[$name]}"; do
      if port_answers "${address%:*}" "${address##*:}"; then
        owner=$(port_owner "${address##*:}")
        taken+=("port ${address##*:}, which $name needs: ${owner:-a process of another user}")
      fi
    done
  done
  ((${#taken[@]} == 0)) || die "ports in use by something else" "${taken[@]}" \
    "stop what uses them, or give the service another address in service-map.yml"
}

# Keeps a log from growing without end: at the start of a service, and while it runs. The services
# append, so emptying the file in place loses nothing but what is written in that instant.
rotate_log() {
  local log=$LOGS/$1.log size
  size=$(stat -c %s -- "$log" 2>/dev/null) || return 0
  ((size > 10 * 1024 * 1024)) || return 0
  [[ ! -e $log.1 ]] || mv -f -- "$log.1" "$log.2"
  cp -p -- "$log" "$log.1"
  : >"$log"
}

start_service() {
  rotate_log "$1"
  (
    exec 0</dev/null >>"$LOGS/$1.log" 2>&1
    exec setsid "$BINARIES/$1"
  ) &
  record_process "$1" $!
}

# Leaves the addresses of the running databases where a person can take them from, to start one service by
# hand or to look into the database: set -a; . .nebula/environment
write_environment() {
  (
    umask 077
    printf "%s=%q\n" DATABASE_URL "$(setting DATABASE_URL)" REDIS_URL "$(setting REDIS_URL)" \
      NEBULA_DATA_DIR "$(setting NEBULA_DATA_DIR)" >"$NEBULA_HOME/environment"
  )
}

# Stops everything, in at most ten seconds: people's connections end first, the databases last.
stop_all() {
  signal_processes TERM "${EDGE_SERVICES[@]}"
  await_exit 35 "${EDGE_SERVICES[@]}" || true
  signal_processes TERM "${INNER_SERVICES[@]}"
  if ! await_exit 35 "${SERVICES[@]}"; then
    warn "a service did not stop in time and is killed"
    signal_processes KILL "${SERVICES[@]}"
    await_exit 5 "${SERVICES[@]}" || true
  fi
  # For PostgreSQL INT is the fast shutdown: open transactions are rolled back, nothing is lost.
  signal_processes INT postgresql
  signal_processes TERM redis
  if ! await_exit 20 postgresql redis; then
    signal_processes QUIT postgresql
    signal_processes KILL redis
    await_exit 20 postgresql redis || warn "a database did not stop; see scripts/logs"
  fi
  rm -f -- "$RUN/supervisor.pid" "$NEBULA_HOME/environment"
}

# Ends the supervisor, which stops everything; then stops what it left, where it was killed itself.
stop_platform() {
  signal_processes TERM supervisor
  await_exit 120 supervisor || signal_processes KILL supervisor
  stop_all
}

# Prints how often a service has ended by itself since the platform was started.
times_ended() {
  if [[ -e $RUN/$1.ended ]]; then wc -l <"$RUN/$1.ended"; else printf 0; fi
}

# True when a service says that it can do its work.
is_ready() { curl -fsS -o /dev/null --noproxy '*' --max-time 2 "http://${SERVICE_HTTP[$1]}/readyz" 2>/dev/null; }

# Prints why a service is not ready, in its own words where it answers.
readiness_detail() {
  curl -sS --noproxy '*' --max-time 2 "http://${SERVICE_HTTP[$1]}/readyz" 2>&1 | head -c 600
}

# Prints the token that opens the setup page, or nothing once setup is done.
setup_token() {
  local folder file
  folder=$(setting NEBULA_DATA_DIR)
  file=${folder:-$NEBULA_HOME/data}/setup-token
  if [[ -r $file ]]; then head -n 1 -- "$file" | tr -d '\r\n'; fi
}
