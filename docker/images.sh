#!/bin/sh
# Builds the images of our own programs: the consumer, and the embedded registry and model server.
#   docker/images.sh [consumer-api] [registry] [model-server]     all three without a name
# BASE_IMAGE=… replaces what they stand on, BUILD_ARGS=… goes to `docker build` as it is. Node images: docker/prepare.sh.
set -eu

cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- consumer-api registry model-server

for image; do
  case $image in
    consumer-api) project=ConsumerApi ;;
    registry) project=Embedded/Nacos ;;
    model-server) project=Embedded/TensorFlowServing ;;
    *) echo "There is no image $image: write consumer-api, registry or model-server." >&2; exit 1 ;;
  esac

  # A folder of its own for each image: the whole context goes to the engine.
  out=artifacts/images/$image
  docker/publish.sh "$project" "$out/bin"
  cp docker/healthcheck.sh "$out"
  for script in "docker/$image"/*.sh; do
    [ ! -f "$script" ] || cp "$script" "$out"
  done
  chmod -R a+rX "$out"
  # shellcheck disable=SC2086 # Several arguments.
  docker build --quiet --tag "$image:latest" ${BASE_IMAGE:+--build-arg "BASE_IMAGE=$BASE_IMAGE"} ${BUILD_ARGS:-} --file "docker/$image/Dockerfile" "$out"
done
