#!/usr/bin/env bash
# Installs what the benchmarks measure with and beside: nginx and wrk (Debian packages), and ONNX Runtime's native library (out of
# the npm package onnxruntime-node, whose install scripts are not run) into artifacts/anchors/onnxruntime, which git ignores.
# Every part that is there already is left alone.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
target=$root/artifacts/anchors/onnxruntime
version=1.30.0

missing=()
for program in nginx wrk; do
  PATH=$PATH:/usr/sbin command -v "$program" > /dev/null || missing+=("$program")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update
  # Only the programs: the package would start nginx as a service on port 80.
  "${as_root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]/#nginx/nginx-light}"
fi

if [ ! -e "$target/libonnxruntime.so.1" ]; then
  case $(uname -m) in
    x86_64) architecture=x64 ;;
    aarch64) architecture=arm64 ;;
    *) echo "onnxruntime-node has no library for $(uname -m)." >&2; exit 1 ;;
  esac
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  npm install --prefix "$work" --ignore-scripts --no-audit --no-fund "onnxruntime-node@$version"
  mkdir -p "$target"
  cp "$work"/node_modules/onnxruntime-node/bin/napi-v*/linux/"$architecture"/libonnxruntime.so* "$target/"
fi

PATH=$PATH:/usr/sbin nginx -v
wrk -v 2>&1 | head -1 || true
echo "ONNX Runtime: $(ls "$target")"
