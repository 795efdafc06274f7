# shellcheck shell=bash
# The private Redis: NEBULA_HOME/redis, a loopback port, a generated password, and an append-only file,
# because it carries work that must survive a crash.

# Writes its configuration and sets REDIS_URL.
prepare_redis() {
  local home=$NEBULA_HOME/redis port='' port_file=$NEBULA_HOME/run/redis.port password
  mkdir -p -- "$home"
  chmod 0700 -- "$home"
  if [[ -r $port_file ]]; then port=$(<"$port_file"); fi
  if [[ -z $port ]] || port_answers 127.0.0.1 "$port"; then
    port=$(free_port)
    printf '%s\n' "$port" >"$port_file"
  fi
  password=$(password_of REDIS_PASSWORD)
  (
    umask 077
    cat >"$home/redis.conf" <<TEXT
# Written by scripts/up at every start.
bind 127.0.0.1
port $port
requirepass "${password//\"/\\\"}"
dir "$home"
appendonly yes
appendfsync everysec
save 3600 1 300 100
# Work and state are kept here, not only a cache: a full memory is an error, never a silent loss.
maxmemory-policy noeviction
daemonize no
TEXT
  )
  REDIS_PORT=$port
  REDIS_URL=redis://default:$(url_encode "$password")@127.0.0.1:$port
  export REDIS_URL
}

start_redis() {
  (
    exec 0</dev/null >>"$LOGS/redis.log" 2>&1
    exec setsid redis-server "$NEBULA_HOME/redis/redis.conf"
  ) &
  record_process redis $!
}

# Waits until it answers; a large append-only file is read first.
await_redis() {
  local tries answer
  for ((tries = 0; tries < 300; tries++)); do
    answer=$(redis_ping) || answer=''
    [[ $answer == +PONG* ]] && return
    recorded_pid redis >/dev/null || return 1
    pause 0.1
  done
  return 1
}

# One PING as Redis's plain-text commands, so that no client program is needed.
redis_ping() {
  local password line
  password=$(password_of REDIS_PASSWORD)
  exec {connection}<>"/dev/tcp/127.0.0.1/$REDIS_PORT" || return 1
  printf 'AUTH %s\r\nPING\r\n' "$password" >&"$connection"
  read -r -t 2 line <&"$connection" && read -r -t 2 line <&"$connection" && printf '%s' "$line"
  exec {connection}>&-
} 2>/dev/null
