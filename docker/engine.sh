#!/bin/sh
# Makes sure that a Docker Engine answers: installs Debian's docker.io and starts dockerd where nobody else does it. For build machines;
# on your own, install and start an engine the usual way.
#   docker/engine.sh          exit code 0 when an engine answers, else 1 and the reason
#   docker/engine.sh stop     ends the engine that this script has started, and no other
set -eu

cd "$(dirname "$0")/.."
folder=${ROLLCALL_ENGINE:-/var/lib/rollcall-engine}
pid_file=$folder/dockerd.pid
log=$folder/dockerd.log

answers() { docker version --format '{{.Server.Version}}' > /dev/null 2>&1; }

no_engine() { echo "No Docker Engine: $*" >&2; exit 1; }

if [ "${1:-start}" = stop ]; then
  [ -f "$pid_file" ] || exit 0
  pid=$(cat "$pid_file")
  # After a crash the file is left, and its number may be another process's by now.
  [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = dockerd ] || { rm -f "$pid_file"; exit 0; }
  kill "$pid" 2> /dev/null || :
  while kill -0 "$pid" 2> /dev/null; do sleep 0.2; done
  rm -f "$pid_file"
  exit 0
fi

answers && exit 0
[ "$(uname -s)" = Linux ] || no_engine "docker version fails, and only on Linux can this script start an engine."
[ "$(id -u)" = 0 ] || no_engine "docker version fails, and only root can start an engine."
if ! command -v dockerd > /dev/null; then
  command -v apt-get > /dev/null || no_engine "there is no dockerd, and no apt-get to install it with."
  echo "Installing docker.io"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends docker.io docker-compose iptables; } > /dev/null 2>&1 \
    || no_engine "apt-get could not install docker.io."
fi

# Without masquerading containers reach each other and this machine, and nothing else. Nothing here has to.
mkdir -p "$folder"
setsid nohup dockerd --ip-masq=false --pidfile "$pid_file" < /dev/null > "$log" 2>&1 &
for _ in $(seq 150); do
  answers && exit 0
  kill -0 $! 2> /dev/null || break
  sleep 0.2
done
no_engine "dockerd does not start: $(tail -n 3 "$log")"
