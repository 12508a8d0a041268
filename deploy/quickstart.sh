#!/usr/bin/env bash
# Starts CaseWorkspace on this machine, from a fresh clone: installs what is missing where it may, builds what has
# changed, and hands over to the AppHost. Every argument goes there: --help lists them.
set -euo pipefail
called_at=${EPOCHREALTIME/,/.}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/prerequisites.sh

# Has anything that goes into the programs changed since they were published?
is_stale() {
  [[ -f artifacts/published/.built ]] || return 0
  [[ -n $(find src deploy/postgresql deploy/hosts.slnf Directory.Build.props Directory.Packages.props global.json \
    \( -name bin -o -name obj \) -prune -o -newer artifacts/published/.built -print -quit) ]]
}

gives_server() {
  local argument
  for argument in "$@"; do [[ $argument == --postgres || $argument == --postgres=* ]] && return 0; done
  return 1
}

gives_server "$@" || need_postgresql

if is_stale; then
  need_sdk
  say "Building (the first time takes a few minutes) …"
  mkdir -p artifacts/published
  # What changes while it builds is built the next time.
  touch artifacts/published/.building
  dotnet publish deploy/hosts.slnf -c Release -p:PublishForThisMachine=true --nologo -v minimal ||
    fail "The build failed: what it says is above."
  mv artifacts/published/.building artifacts/published/.built
  say "Built in $SECONDS s."
  called_at=${EPOCHREALTIME/,/.}
else
  command -v dotnet > /dev/null || PATH="${HOME:-}/.dotnet:$PATH"
fi

# The AppHost tells how long it took, not counting the build.
export CASEWORKSPACE_CALLED_AT=$called_at

exec dotnet artifacts/published/apphost/CaseWorkspace.AppHost.dll "$@"
