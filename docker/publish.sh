#!/bin/sh
# Publishes a program as one file that needs no .NET on the machine it runs on.
#   docker/publish.sh PROJECT FOLDER
set -eu

# Analyzers belong to the build; here they would only take time.
dotnet publish "$1" -c Release -r linux-x64 --self-contained -o "$2" -v quiet --nologo \
  -p:PublishSingleFile=true -p:DebugType=none -p:RunAnalyzers=false
rm -f "$2"/*.xml "$2"/*.staticwebassets.endpoints.json
