#!/bin/bash
# Whether a page of a server in this container answers with 200. The images have no curl; bash can open a connection itself.
#   healthcheck.sh PORT PATH
exec 3<> "/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.0\r\n\r\n' "$2" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
