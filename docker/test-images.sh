#!/bin/sh
# Stand-ins for the images that the application takes from others, for machines that cannot pull any: nacos/nacos-server and
# tensorflow/serving by their own names, made of the embedded servers, and the images of our own. What runs them cannot tell them from the originals
# by name, entry point, flags or variables.
#   docker/test-images.sh          needs root, Debian's package mirror and the .NET SDK; starts an engine where there is none
#   docker/test-images.sh base     only the image that the others stand on
set -eu

cd "$(dirname "$0")/.."
docker/engine.sh

base=rollcall/test-base:bookworm
if ! docker image inspect "$base" > /dev/null 2>&1; then
  command -v debootstrap > /dev/null || {
    echo "Installing debootstrap"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends debootstrap; } > /dev/null
  }
  echo "Building $base"
  root=$(mktemp -d)

  # The mirror that this machine installs from, as its sources have it.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' 2> /dev/null | head -n 1)
  debootstrap --variant=minbase --include=libssl3 bookworm "$root" ${mirror:+"$mirror"} > "$root.log" 2>&1 || { tail -n 5 "$root.log" >&2; exit 1; }
  tar -C "$root" -c --exclude=./var/cache/* --exclude=./var/lib/apt/lists/* --exclude=./usr/share/doc/* --exclude=./usr/share/locale/* --exclude=./usr/share/man/* . \
    | docker import - "$base" > /dev/null
  rm -rf "$root" "$root.log"
fi
[ "${1:-}" != base ] || exit 0

export BASE_IMAGE=$base
docker/images.sh

# An original that is there stays: with it the tests run against the real thing.
stand_in=rollcall.stand-in
is_original() {
  labels=$(docker image inspect --format '{{json .Config.Labels}}' "$1" 2> /dev/null) || return 1
  case $labels in *$stand_in*) return 1 ;; esac
  echo "$1 is the original"
}

serving=tensorflow/serving:2.20.0
is_original "$serving" || docker build --quiet --tag "$serving" --label "$stand_in=true" --build-arg "BASE_IMAGE=$base" --file docker/model-server/Dockerfile artifacts/images/model-server
for version in v2.5.1 v3.0.3; do
  registry=nacos/nacos-server:$version
  is_original "$registry" || docker build --quiet --tag "$registry" --label "$stand_in=true" --build-arg "BASE_IMAGE=$base" --build-arg "NACOS_VERSION=$version" --build-arg MODE=cluster \
    --file docker/registry/Dockerfile artifacts/images/registry
done

# The node with models in it, as it is published; the small one is enough.
models=$(mktemp -d)
trap 'rm -rf "$models"' EXIT
mkdir "$models/digits"
cp -R models/digits/1 models/digits/2 "$models/digits"
docker/prepare.sh "$models"
docker build --quiet --tag node:latest --file docker/node/Dockerfile .
