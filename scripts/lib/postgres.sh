# shellcheck shell=bash
# The private PostgreSQL: one cluster under NEBULA_HOME/postgres, on a loopback port, one role with a
# generated password. PostgreSQL refuses to run as root, so root runs it as an account of its own.

readonly POSTGRES_ROLE=nebula

# Prints the folder of PostgreSQL's programs: of one major version, or of the newest installed.
postgres_programs() {
  local major=${1:-} folder found=''
  while read -r folder; do
    [[ -z $major || $folder == */$major/bin ]] || continue
    if [[ -x $folder/initdb && -x $folder/postgres ]]; then found=$folder; fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V)
  if [[ -z $found ]] && command -v pg_config >/dev/null; then
    folder=$(pg_config --bindir)
    if [[ -x $folder/initdb && $("$folder/postgres" --version) == *" $major"* ]]; then found=$folder; fi
  fi
  [[ -n $found ]] && printf '%s' "$found"
}

# Chooses the account and the folder of the cluster, and creates both.
# Sets POSTGRES_HOME, POSTGRES_DATA, POSTGRES_USER (empty: this user).
prepare_postgres_home() {
  local link=$NEBULA_HOME/postgres owner
  POSTGRES_USER='' POSTGRES_HOME=$link
  if [[ -e $link/data ]]; then
    POSTGRES_HOME=$(cd -- "$link" && pwd -P)
    owner=$(stat -c %U -- "$link/data")
    if [[ $owner != "$(id -un)" ]]; then
      POSTGRES_USER=$owner
    fi
  elif ((EUID == 0)); then
    POSTGRES_USER=postgres
    if ! id postgres >/dev/null 2>&1; then
      POSTGRES_USER=nebula-postgres
      id nebula-postgres >/dev/null 2>&1 ||
        useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin nebula-postgres
    fi
    # An account of its own cannot pass through, say, /root.
    if ! as_postgres test -x "$NEBULA_HOME"; then
      POSTGRES_HOME=/var/lib/nebula-command/$(printf '%s' "$NEBULA_HOME" | sha256sum | head -c 12)/postgres
      detail "$POSTGRES_USER cannot enter $NEBULA_HOME; the database lives in $POSTGRES_HOME"
      mkdir -p -- "$POSTGRES_HOME"
      chmod 0711 -- /var/lib/nebula-command "${POSTGRES_HOME%/*}"
      rm -rf -- "$link"
      ln -s -- "$POSTGRES_HOME" "$link"
    fi
  fi
  mkdir -p -- "$POSTGRES_HOME"
  chmod 0700 -- "$POSTGRES_HOME"
  [[ -z $POSTGRES_USER ]] || chown -- "$POSTGRES_USER:" "$POSTGRES_HOME"
  POSTGRES_DATA=$POSTGRES_HOME/data
}

# Runs a command as the cluster's account, with nothing of this environment but what PostgreSQL needs.
# It replaces the calling (sub)shell where that runs it with exec, so that the pid stays the same.
as_postgres() {
  if [[ -n $POSTGRES_USER ]]; then
    setpriv --reuid="$POSTGRES_USER" --regid="$(id -g "$POSTGRES_USER")" --init-groups -- \
      env -i PATH="$PATH" LANG=C.UTF-8 TZ=UTC "$@"
  else
    env -i PATH="$PATH" LANG=C.UTF-8 TZ=UTC HOME="${HOME:-/}" "$@"
  fi
}

# Creates the cluster on the first start, finds its programs and its port, and sets DATABASE_URL.
prepare_postgres() {
  local password
  prepare_postgres_home
  password=$(password_of POSTGRES_PASSWORD)
  if [[ -e $POSTGRES_DATA/PG_VERSION ]]; then
    local major
    major=$(<"$POSTGRES_DATA/PG_VERSION")
    POSTGRES_BIN=$(postgres_programs "$major") ||
      die "the private database was made by PostgreSQL $major, which is not installed any more" \
        "install postgresql-$major, or dump and restore it with pg_upgradecluster's help"
  else
    POSTGRES_BIN=$(postgres_programs) || die "PostgreSQL is not installed" "apt-get install postgresql"
    say "Creating a private PostgreSQL cluster"
    create_cluster "$password"
  fi
  choose_postgres_port
  DATABASE_URL=postgres://$POSTGRES_ROLE:$(url_encode "$password")@127.0.0.1:$POSTGRES_PORT/postgres
  export DATABASE_URL
}

# Made beside its place and moved there when whole, so that an interrupted first start leaves no half cluster.
create_cluster() {
  local staging=$POSTGRES_HOME/data.new password_file=$POSTGRES_HOME/password.new
  rm -rf -- "$staging"
  (umask 077 && printf '%s\n' "$1" >"$password_file")
  [[ -z $POSTGRES_USER ]] || chown -- "$POSTGRES_USER:" "$password_file"
  (cd / && as_postgres "$POSTGRES_BIN/initdb" --pgdata="$staging" --username="$POSTGRES_ROLE" \
    --pwfile="$password_file" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --data-checksums) \
    >"$LOGS/postgresql-init.log" 2>&1 || {
    rm -rf -- "$staging" "$password_file"
    die "initdb failed" "$(tail -n 5 -- "$LOGS/postgresql-init.log")"
  }
  rm -f -- "$password_file"
  as_postgres tee -a "$staging/postgresql.conf" >/dev/null <<'TEXT'

# A private instance: loopback only, no shared socket folder; the port is given when it starts.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
log_line_prefix = '%m [%p] %q%u@%d '
# The platform's queries are short: compiling them takes longer than running them.
jit = off
TEXT
  mv -- "$staging" "$POSTGRES_DATA"
}

# The port of the last start, or another where something else has taken that one.
choose_postgres_port() {
  local file=$NEBULA_HOME/run/postgresql.port
  POSTGRES_PORT=''
  if [[ -r $file ]]; then POSTGRES_PORT=$(<"$file"); fi
  if [[ -z $POSTGRES_PORT ]] || port_answers 127.0.0.1 "$POSTGRES_PORT"; then
    POSTGRES_PORT=$(free_port)
    printf '%s\n' "$POSTGRES_PORT" >"$file"
  fi
}

# Starts the server in a session of its own and records it.
start_postgres() {
  (
    cd /
    exec 0</dev/null >>"$LOGS/postgresql.log" 2>&1
    # Spelled out, not as_postgres: exec keeps the pid that is recorded.
    local command=(env -i PATH="$PATH" LANG=C.UTF-8 TZ=UTC HOME=/
      "$POSTGRES_BIN/postgres" -D "$POSTGRES_DATA" -p "$POSTGRES_PORT")
    if [[ -n $POSTGRES_USER ]]; then
      exec setsid setpriv --reuid="$POSTGRES_USER" --regid="$(id -g "$POSTGRES_USER")" --init-groups -- "${command[@]}"
    fi
    exec setsid "${command[@]}"
  ) &
  record_process postgresql $!
}

# Waits until the server answers with the password of .env; a cluster that knows another one (as after
# .env was written anew) gets the new one.
await_postgres() {
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    if "$POSTGRES_BIN/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT"; then break; fi
    recorded_pid postgresql >/dev/null || return 1
    pause 0.1
  done
  postgres_accepts_password && return
  postgres_set_password || return 1
  start_postgres
  for ((tries = 0; tries < 300; tries++)); do
    if postgres_accepts_password; then return; fi
    pause 0.1
  done
  return 1
}

postgres_accepts_password() {
  PGPASSWORD=$(password_of POSTGRES_PASSWORD) PGCONNECT_TIMEOUT=3 "$POSTGRES_BIN/psql" -XAtq \
    -h 127.0.0.1 -p "$POSTGRES_PORT" -U "$POSTGRES_ROLE" -d postgres -c 'select' >/dev/null 2>&1
}

# Single-user mode asks for no password; the server must be stopped for it.
postgres_set_password() {
  local password
  password=$(password_of POSTGRES_PASSWORD)
  signal_processes INT postgresql
  await_exit 100 postgresql || return 1
  (cd / && printf "alter role %s password '%s'\n" "$POSTGRES_ROLE" "${password//\'/\'\'}" |
    as_postgres "$POSTGRES_BIN/postgres" --single -D "$POSTGRES_DATA" postgres) >>"$LOGS/postgresql.log" 2>&1
}
