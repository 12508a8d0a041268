#!/usr/bin/env bash
# Writes what each published host is made of (CycloneDX, JSON) to artifacts/published/HOST.cdx.json. Run it after a release was published:
# the packages are read from what was restored for that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet tool restore --verbosity quiet
for host in Web Identity Worker; do
  dotnet tool run dotnet-CycloneDX -- "src/CaseWorkspace.$host/CaseWorkspace.$host.csproj" --exclude-dev --disable-package-restore \
    --base-intermediate-output-path "$PWD/artifacts" --output artifacts/published --filename "${host,,}.cdx.json" --output-format Json \
    --set-name "CaseWorkspace.$host" > /dev/null
done
