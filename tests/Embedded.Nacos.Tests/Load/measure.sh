#!/usr/bin/env bash
# What the registry does on one core, beside nginx answering a constant on the same core. Needs wrk, nginx, curl, two cores and a
# Release build; run from the repository's root. Prints requests per second, then memory and start-up.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dll=artifacts/bin/Embedded.Nacos/release/Embedded.Nacos.dll
port=${PORT:-21848}
anchor=$((port + 1))
work=$(mktemp -d)
trap 'kill "$registry" 2>/dev/null || true; kill "$(cat "$work/nginx.pid")" 2>/dev/null || true; rm -rf "$work"' EXIT

cat > "$work/nginx.conf" <<CONF
worker_processes 1; pid $work/nginx.pid; error_log $work/error.log; events { worker_connections 256; }
http { access_log off; keepalive_requests 100000000; server { listen 127.0.0.1:$anchor; location / { default_type text/plain; return 200 "ok"; } } }
CONF
taskset -c 0 nginx -c "$work/nginx.conf" -p "$work"

start() {
  taskset -c 0 dotnet "$dll" --server.port="$port" --server.address=127.0.0.1 --nacos.home="$work" > "$work/log" 2>&1 &
  registry=$!
  until curl -sf -o /dev/null "127.0.0.1:$port/nacos/v1/console/health/readiness"; do sleep 0.02; done
}
memory() { awk '/VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$registry/status"; }
rate() { KIND=${2:-} taskset -c 1 wrk -t1 -c32 -d"${SECONDS_EACH:-4}s" ${2:+-s "$here/load.lua"} "http://127.0.0.1:$1" | awk '/Requests\/sec/ { print $2 } /Non-2xx/'; }

start
echo "empty: $(memory), $(awk '{ printf "%.2f", ($14 + $15) / 100 }' "/proc/$registry/stat") s of CPU to the first answer"
for kind in register beat list; do rate "$port" "$kind" > /dev/null; done
for round in 1 2 3; do
  echo "nginx $(rate "$anchor")"
  for kind in register beat list; do echo "$kind $(rate "$port" "$kind")"; done
done
echo "after the load: $(memory)"
kill "$registry"
wait "$registry" || true

start
seq 0 9999 | awk -v base="http://127.0.0.1:$port/nacos/v1/ns/instance" '{
  printf "url = \"%s?serviceName=svc-%d&groupName=g&ip=10.1.%d.%d&port=8501&metadata=%%7B%%22model%%22%%3A%%22resnet%%22%%2C%%22node%%22%%3A%%22node-%d%%22%%7D\"\nrequest = POST\noutput = /dev/null\n", base, $1 % 1000, $1 / 250, $1 % 250, $1
}' > "$work/registrations"
curl -s -K "$work/registrations"
seq 0 999 | awk -v base="http://127.0.0.1:$port/nacos/v1/ns/instance/list" '{ printf "url = \"%s?serviceName=svc-%d&groupName=g\"\noutput = /dev/null\n", base, $1 }' > "$work/lists"
curl -s -K "$work/lists"
echo "10,000 instances in 1,000 services, each listed once: $(memory) ($(curl -s "127.0.0.1:$port/nacos/v1/ns/operator/metrics?onlyStatus=false" | grep -o '"instanceCount":[0-9]*'))"
