# What the pipelines share; sourced with `set -euo pipefail`.
# shellcheck shell=bash

# fail MESSAGE: ends the script that sources this.
fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 2
}

# help: prints the comment at the top of the script that sources this.
help() {
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
}

# lock FILE FOLDER: this script alone works on the folder until it ends; where another does already,
# it says so and ends with 75.
lock() {
    exec 9>"$1"
    flock -n 9 || {
        printf '%s: another run is at work on %s\n' "${0##*/}" "$2" >&2
        exit 75
    }
}

# The folder of the repository, for its dicts/, and the filters by name: those of the repository
# if they are built, else those that are installed with it, wherever PATH leads; cron's leads to few.
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
if [ -d "$root/build/libexec/cospan" ]; then
    PATH=$root/build/libexec/cospan:$PATH
elif [ -d "$root/../../libexec/cospan" ]; then
    PATH=$(cd "$root/../../libexec/cospan" && pwd):$PATH
elif command -v cospan >/dev/null; then
    PATH=$(cospan --exec-path):$PATH
else
    fail 'the filters are not built: run make, or pipelines/demo'
fi

# programs FILTER...: prints all that makes these filters what they are: their bytes, and the versions
# of the libraries with which they run.
programs() {
    local filter
    for filter; do
        cat -- "$(type -P "$filter")"
        "$filter" --version
    done
}
