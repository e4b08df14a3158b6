#!/bin/bash
# Whether the model server answers. The image has no curl; bash can open a connection itself.
exec 3<> "/dev/tcp/127.0.0.1/${1:-8501}" || exit 1
printf 'GET /monitoring/prometheus/metrics HTTP/1.0\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
