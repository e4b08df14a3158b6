#!/bin/sh
# Puts what the node image needs beside TensorFlow Serving into artifacts/docker: the agent as one file, and the models.
#   docker/prepare.sh [MODELS]    MODELS: a folder of model folders (MODELS/NAME/VERSION/saved_model.pb); default: digits and resnet
#   docker/prepare.sh --agent     no models: they are mounted
# azd runs it before it builds the image (azure.yaml); before `docker build` it is run by hand.
set -eu

only_agent=no
models=
case ${1:-} in
  --agent) only_agent=yes ;;
  ?*) models=$(cd "$1" && pwd) ;;
esac
cd "$(dirname "$0")/.."
out=artifacts/docker
case $models in
  "$PWD/$out" | "$PWD/$out"/*) echo "$models is where this script writes: name the folder that the models come from." >&2; exit 1 ;;
esac
if [ -n "$models" ] && ! ls -d "$models"/*/ > /dev/null 2>&1; then
  echo "$models holds no model: each model is a folder with version folders, for example NAME/1/saved_model.pb." >&2
  exit 1
fi

# What one file is made of is in its project. A file that is newer than everything it is made of need not be made again.
agent=$out/agent/Agent
if [ ! -f "$agent" ] || find Agent Registry.Bridge ServiceDefaults Bundled Directory.* -type f -newer "$agent" 2> /dev/null | grep -q .; then
  # Nothing of the last time may stay: all of the folder goes into the image.
  rm -rf "$out/agent"
  mkdir -p "$out/agent"
  dotnet publish Agent -c Release -r linux-x64 -o "$out/agent"
  touch "$agent"
fi

# Everybody may read what goes into the image, whatever this machine's umask is; to say it in the Dockerfile would store it twice.
chmod -R a+rX "$out/agent" docker
[ "$only_agent" = no ] || exit 0

rm -rf "$out/models"
mkdir -p "$out/models"
if [ -n "$models" ]; then
  # Links are followed: what they lead to is not in the image.
  cp -RL "$models/." "$out/models"
else
  mkdir "$out/models/digits"
  cp -R models/digits/1 models/digits/2 "$out/models/digits"
  resnet=artifacts/models/resnet
  [ -d "$resnet/1" ] || dotnet run -c Release --project models/resnet50 -- "$resnet"
  mkdir "$out/models/resnet"
  cp -R "$resnet/1" "$out/models/resnet"
fi

{
  echo 'model_config_list {'
  for model in "$out"/models/*/; do
    name=$(basename "$model")
    printf '  config { name: "%s" base_path: "/models/%s" model_platform: "tensorflow" }\n' "$name" "$name"
  done
  echo '}'
} > "$out/models/models.config"
chmod -R a+rX "$out/models"
