#!/bin/sh
# Puts what the node image needs beside TensorFlow Serving into artifacts/docker: the agent as one file, and the models.
#   docker/prepare.sh [MODELS]    MODELS: a folder of model folders (MODELS/NAME/VERSION/saved_model.pb); default: digits and resnet
# azd runs it before it builds the image (azure.yaml); before `docker build` it is run by hand.
set -eu

models=${1:+$(cd "$1" && pwd)}
cd "$(dirname "$0")/.."
out=artifacts/docker

# What one file is made of is in its project. Nothing of the last time may stay: all of the folder goes into the image.
rm -rf "$out/agent"
dotnet publish Agent -c Release -r linux-x64 -o "$out/agent"

rm -rf "$out/models"
mkdir -p "$out/models"
if [ -n "$models" ]; then
  cp -R "$models/." "$out/models"
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
