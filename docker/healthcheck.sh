#!/bin/bash
# Whether a page of a server in this container answers as it should. The images have no curl; bash can open a connection itself.
#   healthcheck.sh PORT PATH [STATUS]...     200 when no status is given
exec 3<> "/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3
read -r _ status _ <&3
shift 2
for expected in "${@:-200}"; do
  [ "$status" != "$expected" ] || exit 0
done
exit 1
