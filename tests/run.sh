#!/usr/bin/env bash
# Installs what the tests lack, builds once and runs every suite; the last line is the sum.
#   tests/run.sh                               everything
#   tests/run.sh unit|integration|browser|quickstart|engine [options of the test runner, such as -class NAME]
# engine: the tests of Identity on the protocol engine that is not the default, in a run of everything only where Identity changed lately; what is
#   built after it is the default again.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source deploy/prerequisites.sh

wanted=${1:-all}
[[ $# -gt 0 ]] && shift
case $wanted in
  all | unit | integration | browser | quickstart | engine) ;;
  *) fail "Unknown suite '$wanted': unit, integration, browser, quickstart, engine, or nothing for all." ;;
esac
wants() { [[ $wanted == all || $wanted == "$1" ]]; }

configuration=${CONFIGURATION:-Release}
total_passed=0
total_failed=0
total_skipped=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Dozens of hosts share few processors here and live for seconds: threads that wait sleep instead of spinning, no host keeps a heap for each
# processor, and no code is measured to be compiled better later.
export DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0 DOTNET_gcServer=0 DOTNET_TieredPGO=0

prepare() {
  need_sdk
  [[ $wanted == unit ]] || need_postgresql
  if wants integration; then
    # For ExampleProxyTests, which say so when they are left out. Debian keeps them out of the way of ordinary users.
    PATH=$PATH:/usr/sbin:/usr/local/sbin
    command -v nginx > /dev/null || install_packages nginx-light || say "No nginx: its example is not tried."
    command -v haproxy > /dev/null || install_packages haproxy || say "No haproxy: its example is not tried."
  fi
  if wants quickstart; then
    command -v git > /dev/null && command -v curl > /dev/null && command -v pgrep > /dev/null ||
      install_packages git curl procps || fail "The quickstart test needs git, curl and pgrep."
  fi
  if wants browser; then
    command -v chromium-headless-shell > /dev/null || install_packages chromium-headless-shell ||
      command -v chromium > /dev/null || command -v chromium-browser > /dev/null || command -v google-chrome > /dev/null || install_packages chromium || fail "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium)."
    # Without it Georgian shows as boxes in the screenshots.
    dpkg -s fonts-noto-core > /dev/null 2>&1 || install_packages fonts-noto-core || say "No Georgian font: screenshots will show boxes."
  fi
}

add() {
  total_passed=$((total_passed + $1))
  total_failed=$((total_failed + $2))
  total_skipped=$((total_skipped + ${3:-0}))
}

# A test project is a program that prints, near its end: "… Total: 23, Errors: 0, Failed: 1, Skipped: 0, Not Run: 0, Time: 2.5s"
run_project() {
  local name=$1 project=$2 log status began=$SECONDS counts
  shift 2
  local program=tests/$project/bin/$configuration/net10.0/$project
  log=$(mktemp)
  say "── $name"
  "$program" -noColor -noLogo "$@" < /dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  counts=$(sed -n 's/.*Total: *\([0-9]*\), Errors: *\([0-9]*\), Failed: *\([0-9]*\), Skipped: *\([0-9]*\), Not Run: *\([0-9]*\).*/\1 \2 \3 \4 \5/p' "$log" | tail -n 1)
  rm -f "$log"
  local total=0 errors=0 failed=0 skipped=0 left=0
  if [[ -n $counts ]]; then read -r total errors failed skipped left <<< "$counts"; fi
  failed=$((failed + errors))
  # A suite that ends badly without naming a failed test has failed all the same.
  if [[ $status -ne 0 && $failed -eq 0 && $total -gt 0 || $status -ne 0 && -z $counts ]]; then failed=1; fi
  local passed=$((total - failed - skipped - left))
  [[ $passed -lt 0 ]] && passed=0
  add "$passed" "$failed" "$skipped"
  say "── $name: $passed passed, $failed failed, $skipped skipped in $((SECONDS - began)) s"
}

run_quickstart() {
  local log began=$SECONDS counts passed=0 failed=1
  log=$(mktemp)
  say "── quickstart"
  tests/quickstart.sh < /dev/null 2>&1 | tee "$log"
  counts=$(sed -n 's/^Quickstart: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -n 1)
  rm -f "$log"
  if [[ -n $counts ]]; then read -r passed failed <<< "$counts"; fi
  add "$passed" "$failed"
  say "── quickstart: $passed passed, $failed failed in $((SECONDS - began)) s"
}

# Its package is under its maker's licence and not in every registry (docs/adr/0003).
has_engine() {
  local probe version
  version=$(sed -n 's/.*Include="Duende.IdentityServer" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
  probe=$(mktemp -d)
  printf '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Duende.IdentityServer" Version="%s" /></ItemGroup></Project>' "[$version]" > "$probe/probe.csproj"
  dotnet restore "$probe/probe.csproj" -v quiet < /dev/null > /dev/null 2>&1
  local status=$?
  rm -rf "$probe"
  return $status
}

# A run of everything leaves the other engine out where no commit of the last three days, nor anything uncommitted, touched Identity.
touches_identity() {
  local parts=(src/CaseWorkspace.Identity tests/CaseWorkspace.IntegrationTests/Identity Directory.Packages.props)
  [[ -n $(git log -1 --since='3 days ago' --format=%h -- "${parts[@]}" 2>&1) || -n $(git status --porcelain -- "${parts[@]}" 2>&1) ]]
}

run_engine() {
  if [[ $wanted == all ]] && ! touches_identity; then
    say "── engine: nothing of Identity changed lately: not tried on Duende.IdentityServer again. tests/run.sh engine does."
    add 0 0 1
    return
  fi
  if ! has_engine; then
    say "── engine: Duende.IdentityServer is in no package source of this machine, so that Identity is not tried on it."
    add 0 0 1
    return
  fi
  if dotnet build tests/CaseWorkspace.IntegrationTests -c "$configuration" -p:IdentityEngine=Duende --nologo -v quiet < /dev/null; then
    # These hosts are on the other engine.
    unset CASEWORKSPACE_HOSTS
    run_project engine CaseWorkspace.IntegrationTests -namespace CaseWorkspace.IntegrationTests.Identity "$@"
  else
    add 0 1
  fi
  dotnet build tests/CaseWorkspace.IntegrationTests -c "$configuration" --nologo -v quiet < /dev/null || add 0 1
}

prepare
if [[ $wanted != quickstart && $wanted != engine ]]; then
  say "── build"
  began=$SECONDS
  if ! dotnet build CaseWorkspace.sln -c "$configuration" --nologo -v quiet < /dev/null; then
    say "The build failed."
    say "0 passed, 1 failed"
    exit 1
  fi
  say "── build: done in $((SECONDS - began)) s"
fi
# Dozens of hosts start in the tests. Compiled ahead, as users have them, they leave the integration tests a fifth of their time (docs/speed.md).
if wants integration || wants browser; then
  say "── hosts"
  began=$SECONDS
  if dotnet publish deploy/hosts.slnf -c Release -p:PublishForThisMachine=true --nologo -v quiet < /dev/null; then
    export CASEWORKSPACE_HOSTS=$PWD/artifacts/published
    say "── hosts: compiled ahead in $((SECONDS - began)) s"
  else
    say "── hosts: not compiled ahead; the tests start them as they were built."
  fi
fi
wants unit && run_project unit CaseWorkspace.Tests "$@"
# More of them at once than processors: those of sessions mostly wait for time to pass.
wants integration && run_project integration CaseWorkspace.IntegrationTests -maxThreads 1.5x "$@"
wants browser && run_project browser CaseWorkspace.BrowserTests "$@"
wants quickstart && run_quickstart
wants engine && run_engine "$@"

say "All suites in $SECONDS s, $total_skipped skipped."
say "$total_passed passed, $total_failed failed"
[[ $total_failed -eq 0 && ($total_passed -gt 0 || ($wanted == engine && $total_skipped -gt 0)) ]]
