#!/bin/sh
# Keeps the registry and every node at one replica. The platform's default is up to ten: two standalone registries know different
# nodes, and two replicas of a node register the same name and take each other out. The manifest cannot say it.
set -eu

group="rg-$AZURE_ENV_NAME"
apps=$(az containerapp list --resource-group "$group" --query "[?name=='nacos' || starts_with(name, 'node-')].name" --output tsv)
[ -n "$apps" ] || { echo "There is no nacos and no node in $group." >&2; exit 1; }
for app in $apps; do
  az containerapp update --resource-group "$group" --name "$app" --min-replicas 1 --max-replicas 1 --output none
  echo "$app: one replica"
done
