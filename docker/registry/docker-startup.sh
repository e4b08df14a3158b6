#!/bin/sh
# Starts the registry as nacos-docker's script of this name does. The server reads the other variables itself.
set -eu

if [ "${MODE:-cluster}" != standalone ]; then
  echo "MODE is ${MODE:-cluster}: this registry is a single server, set MODE=standalone." >&2
  exit 1
fi

case $NACOS_VERSION in
  v3*)
    for name in NACOS_AUTH_TOKEN NACOS_AUTH_IDENTITY_KEY NACOS_AUTH_IDENTITY_VALUE; do
      eval "value=\${$name:-}"
      [ -n "$value" ] || { echo "env $name must be set." >&2; exit 255; }
    done
    ;;
esac

exec /home/nacos/bin/Embedded.Nacos --nacos.home=/home/nacos "$@"
