#!/usr/bin/env bash
# What a newcomer does: clones, runs one command, signs in, stops, starts again. In a fresh clone of HEAD, on ports of
# its own. Prints a line for each check and their sum.
set -uo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/caseworkspace-quickstart.XXXXXX")
chmod 755 "$work"
clone=$work/CaseWorkspace
output=$work/output
offset=$((1000 + RANDOM % 9000))
web=http://localhost:$((5080 + offset))
identity=http://localhost:$((5081 + offset))
passed=0
failed=0
started=

# A shell makes its background jobs ignore Ctrl-C, and what they start inherits that.
with_interrupt=(env)
env --default-signal=INT true 2> /dev/null && with_interrupt=(env --default-signal=INT)

check() {
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    printf '  passed  %s\n' "$name"
  else
    failed=$((failed + 1))
    printf '  FAILED  %s\n' "$name"
  fi
}

start() {
  : > "$output"
  (cd / && exec "${with_interrupt[@]}" "$clone/deploy/quickstart.sh" --port-offset "$offset" "$@") > "$output" 2>&1 < /dev/null &
  started=$!
}

becomes_ready() {
  local limit=$((SECONDS + $1))
  while ! grep -q '^Ready in' "$output"; do
    if ! kill -0 "$started" 2> /dev/null || [[ $SECONDS -gt $limit ]]; then
      tail -n 60 "$output"
      return 1
    fi
    sleep 0.1
  done
  printf '          %s\n' "$(grep '^Ready in' "$output")"
}

is_ready_within() {
  local seconds
  seconds=$(sed -n 's/^Ready in \([0-9.]*\) s.*/\1/p' "$output")
  [[ -n $seconds ]] && awk "BEGIN { exit !($seconds <= $1) }"
}

stops() {
  local status
  kill -INT "$started"
  wait "$started"
  status=$?
  [[ $status -eq 0 ]] || { tail -n 20 "$output"; return 1; }
}

leaves_nothing() { ! pgrep -f "$clone" > "$work/left" || { cat "$work/left"; return 1; }; }
says() { grep -q "$1" "$output"; }
discovers() { curl -fsS "$identity/.well-known/openid-configuration" | grep -q '"issuer"'; }
shows_sign_in() { curl -fsSL -c "$work/cookies" -b "$work/cookies" "$identity/sign-in" -o "$work/page" && grep -q 'type="password"' "$work/page"; }

# What the first form of the page that lies there is sent with.
form_token() { grep -o 'name="__RequestVerificationToken"[^>]*value="[^"]*"' "$work/page" | head -n 1 | sed 's/.*value="\([^"]*\)".*/\1/'; }
form_action() { grep -o '<form[^>]*action="[^"]*"' "$work/page" | grep -v data-passkey | head -n 1 | sed 's/.*action="\([^"]*\)".*/\1/; s/&amp;/\&/g'; }

# What the page that asks for the second factor shows: the code of the key that all demo accounts share.
shown_code() { sed -n 's/.*id="demo-code">\([0-9]\{6\}\)<.*/\1/p' "$work/page"; }

# As the pages' own forms do it: with their tokens, and with the cookies that came with them. First the password, then the code.
signs_in() {
  local jar=(-c "$work/cookies" -b "$work/cookies") home
  curl -sSL "${jar[@]}" -H "Origin: $identity" "$identity/sign-in" -o "$work/page" --data-urlencode "UserName=$1" \
    --data-urlencode "Password=$2" --data-urlencode "__RequestVerificationToken=$(form_token)" || return 1
  [[ -n $(shown_code) ]] || return 1
  home=$(curl -sSL "${jar[@]}" -H "Origin: $identity" "$identity$(form_action)" -o "$work/home" -w '%{url_effective}' \
    --data-urlencode "Code=$(shown_code)" --data-urlencode "__RequestVerificationToken=$(form_token)")
  [[ $home == "$identity${3:-/}" ]]
}

# As a browser goes: from the workspace to the identity server, through its form, and by the code of OpenID Connect back to
# the workspace. With a jar of its own: nobody is signed in at either yet. The desk itself comes over a live connection, so
# what waits on it is asked for with the session's cookie: it is that account's and nobody else's.
comes_back_signed_in() {
  local jar=(-c "$work/way" -b "$work/way") arrived
  # The workspace's own page begins it, by a form that sends itself.
  curl -fsSL "${jar[@]}" "$web/" | grep -q 'data-goes-on' || return 1
  curl -fsSL "${jar[@]}" -H "Origin: $web" "$web/sign-in" -o "$work/page" --data-urlencode 'return=/' || return 1
  curl -fsSL "${jar[@]}" -H "Origin: $identity" "$identity$(form_action)" -o "$work/asked" --data-urlencode "UserName=$1" \
    --data-urlencode "Password=$2" --data-urlencode "__RequestVerificationToken=$(form_token)" || return 1
  mv "$work/asked" "$work/page"
  arrived=$(curl -sSL "${jar[@]}" -H "Origin: $identity" "$identity$(form_action)" -o "$work/desk" -w '%{url_effective}' \
    --data-urlencode "Code=$(shown_code)" --data-urlencode "__RequestVerificationToken=$(form_token)") || return 1
  [[ $arrived == "$web/" ]] && grep -q '<!--Blazor:' "$work/desk" || { echo "          arrived at $arrived"; return 1; }
  curl -fsS "${jar[@]}" -H 'Purpose: information-exchange' "$web/api/information-requests" | grep -q "$3"
}
is_refused_without_token() { [[ $(curl -s -o /dev/null -w '%{http_code}' "$web/api/investigations") == 401 ]]; }
secrets_are_private() { [[ $(stat -c %a "$clone/.data/secrets.json") == 600 ]]; }
tree_is_clean() { [[ -z $(git -C "$clone" status --porcelain) ]]; }

second_start_is_harmless() {
  local said
  said=$("$clone/deploy/quickstart.sh" --port-offset "$offset" 2>&1 < /dev/null) && [[ $said == *"already runs"*"$web"* ]] &&
    kill -0 "$started"
}

clean_up() {
  if [[ -n $started ]] && kill -0 "$started" 2> /dev/null; then
    kill -TERM "$started"
    wait "$started"
  fi
  rm -rf "$work"
}
trap clean_up EXIT

export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
unset CASEWORKSPACE_HOSTS
check 'HEAD is cloned' git clone -q "$repository" "$clone"
start
check 'one command builds and starts it' becomes_ready 900
check 'what each host is made of can be written beside it' eval '(cd "$clone" && deploy/bill-of-materials.sh) > /dev/null'
check 'by package and version' grep -q 'pkg:nuget/Marten@' "$clone/artifacts/published/web.cdx.json"
check 'the sign-in page answers' shows_sign_in
check 'a demo account does not sign in with another password' eval '! signs_in investigator wrong'
check 'the key of the second factor is told' says 'CASEWORKSPACEDEMOKEYFOREVERYBODY'
check 'and signs in with its own password and the code that the page shows' signs_in investigator 'Demo-2026!'
rm -f "$work/cookies"
check 'and so does the administrator who confirms what another proposes' eval "shows_sign_in && signs_in identity-admin-2 'Demo-2026!' /accounts"
check 'the way through it leads back to the own desk' comes_back_signed_in investigator 'Demo-2026!' 'Border crossings of three persons'
check 'OpenID Connect discovery answers' discovers
check 'the API asks who it is' is_refused_without_token
check 'secrets are readable to their owner alone' secrets_are_private
check 'a second start says where the first is, and harms nothing' second_start_is_harmless
check 'Ctrl-C ends it' stops
check 'nothing is left running' leaves_nothing
start
check 'it starts again on what was kept' becomes_ready 60
check 'without building' eval '! says "^Building"'
check 'with the data as they were left' says 'as it was left'
# The goals are 3 s and 8 s on an idle machine; the limits leave room for a busy one.
check 'in 10 s or less' is_ready_within 10
check 'Ctrl-C ends it again' stops
start --fresh
check 'it begins anew when asked' becomes_ready 60
check 'with a new database' says 'roles and schema made'
check 'in 25 s or less' is_ready_within 25
check 'Ctrl-C ends that too' stops
check 'and nothing is left running' leaves_nothing
check 'the clone is as clean as it was' tree_is_clean
printf 'Quickstart: %d passed, %d failed\n' "$passed" "$failed"
[[ $failed -eq 0 ]]
