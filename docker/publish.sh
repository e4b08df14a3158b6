#!/bin/sh
# Publishes a program as one file, trimmed, that needs no .NET on the machine it runs on. Nothing is done when nothing has changed.
#   docker/publish.sh PROJECT FOLDER
set -eu

program=$2/$(echo "$1" | tr / .)
if [ -f "$program" ] && ! find ConsumerApi Embedded Registry.Bridge ServiceDefaults Bundled protos Directory.* docker/publish.sh -type f -newer "$program" | grep -q .; then
  exit 0
fi

# Only the framework is trimmed, where it says that it can be; our own assemblies stay whole. Analyzers belong to the build, here they would only take time.
rm -rf "$2"
dotnet publish "$1" -c Release -r linux-x64 --self-contained -o "$2" -v quiet --nologo \
  -p:PublishSingleFile=true -p:PublishTrimmed=true -p:TrimMode=partial -p:SuppressTrimAnalysisWarnings=true -p:JsonSerializerIsReflectionEnabledByDefault=true \
  -p:DebugType=none -p:PublishDocumentationFiles=false -p:AllowedReferenceRelatedFileExtensions=.none -p:RunAnalyzers=false
touch "$program"
