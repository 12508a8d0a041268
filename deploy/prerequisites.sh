# For deploy/quickstart.sh and tests/run.sh: what is here, and installing what is not. Read with 'source'.

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Through apt-get as root, or through sudo without a password; fails where neither is to be had.
install_packages() {
  local as=(env DEBIAN_FRONTEND=noninteractive)
  command -v apt-get > /dev/null || return 1
  if [[ $EUID -ne 0 ]]; then
    sudo -n true 2> /dev/null || return 1
    as=(sudo -n "${as[@]}")
  fi
  say "Installing $* …"
  local install=("${as[@]}" apt-get install -y -q --no-install-recommends "$@")
  "${install[@]}" > /dev/null 2>&1 < /dev/null ||
    { "${as[@]}" apt-get update -q > /dev/null && "${install[@]}" > /dev/null; } < /dev/null
}

has_sdk() { command -v dotnet > /dev/null && dotnet --list-sdks 2> /dev/null | grep -q '^10\.'; }

# The .NET SDK 10, from wherever it lies, or from the system's packages.
need_sdk() {
  # Where Microsoft's own script puts it.
  if ! has_sdk && [[ -x ${HOME:-}/.dotnet/dotnet ]]; then PATH="$HOME/.dotnet:$PATH"; fi
  if ! has_sdk; then install_packages dotnet-sdk-10.0 2> /dev/null || true; fi
  has_sdk || fail "The .NET SDK 10 is needed and is not among this system's packages: install it as https://learn.microsoft.com/dotnet/core/install/linux says, then run this again."
}

has_postgresql() {
  local folder
  command -v initdb > /dev/null && command -v pg_ctl > /dev/null && return 0
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
    [[ -x $folder/initdb && -x $folder/pg_ctl ]] && return 0
  done
  return 1
}

has_docker() { [[ -S /var/run/docker.sock || -n ${DOCKER_HOST:-} ]]; }

need_postgresql() {
  if has_postgresql || has_docker || [[ -n ${CASEWORKSPACE_POSTGRES:-} ]]; then return 0; fi
  install_packages postgresql || true
  has_postgresql || fail "PostgreSQL 15 or later is needed: install it (Debian and Ubuntu: sudo apt-get install postgresql; macOS: brew install postgresql@17), start Docker, or give a server with --postgres \"Host=…;Username=…;Password=…\"."
}
