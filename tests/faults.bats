# What fails, fails with one message and status 2, and leaves every file as it was or as it should
# be: an allocation, a system call, a disk, or the whole process. tests/faults/cases.bash says in what;
# `make test` takes a sample of the points where something can fail; `make soak` (SOAK=yes) all of them, or of
# what has more than 500 of a kind, as allocations may, that many evenly from first to last.
load helpers

setup_file() {
    [ "${MODE:-release}" = release ] || return 0
    local flags=(-std=c11 -O1 -Wall -Wextra -Werror)
    export FAULTS=$BATS_FILE_TMPDIR/faults
    # Files are synced a hundred thousand times, on a disk in memory if there is one.
    [ ! -w /dev/shm ] || FAULTS=$(mktemp -d /dev/shm/cospan-faults.XXXXXX)
    mkdir -p "$FAULTS/in"
    cc "${flags[@]}" -shared -fPIC -o "$FAULTS/inject.so" "$BATS_TEST_DIRNAME/faults/inject.c" -ldl
    cc "${flags[@]}" -o "$FAULTS/try" "$BATS_TEST_DIRNAME/faults/try.c"
    # shellcheck source=tests/faults/cases.bash
    . "$BATS_TEST_DIRNAME/faults/cases.bash"
    (cd "$FAULTS/in" && set -e && make_inputs)
}

teardown_file() {
    [ ! -d "${FAULTS:-}" ] || rm -rf "$FAULTS"
}

setup() {
    [ "${MODE:-release}" = release ] || skip 'a sanitizer has an allocator and system calls of its own'
    FAULT='kill 0' LD_PRELOAD="$FAULTS/inject.so" true 2>/dev/null || skip 'system calls cannot be trapped here'
    # shellcheck source=tests/faults/cases.bash
    . "$BATS_TEST_DIRNAME/faults/cases.bash"
    in=$FAULTS/in
    work=$(mktemp -d "$FAULTS/work.XXXXXX")
    cd "$work" || return 1
}

# try_cases PART [KEPT_OUT]: lets PART fail in every case, and prints how often; cases with the flag
# KEPT_OUT are skipped.
try_cases() {
    local part=$1 left_out=${2:-none} cases=0 every=4
    [ "${SOAK:-}" != yes ] || every=500
    : >sums
    prints() {
        local flags=()
        while [[ $1 == -* ]]; do
            [ "$1" != "$left_out" ] || return 0
            [ "$1" != -n ] || flags=(-n)
            shift
        done
        cases=$((cases + 1))
        mkdir "$cases"
        (cd "$cases" && "$FAULTS/try" -e "$every" ${flags[@]+"${flags[@]}"} "$part" "$FAULTS/inject.so" \
            "$@" </dev/null) >>sums 2>said || {
            printf '%s: %s\n' "$part" "$*"
            cat -v said
            echo wrong >>wrong
        }
        rm -r "$cases"
    }
    writes() {
        local flags=()
        while [[ $1 == -* ]]; do
            flags+=("$1")
            shift
        done
        prints ${flags[@]+"${flags[@]}"} "$1" --strict "${@:2}"
    }
    cases
    awk -v part="$part" '{ tried += $1; wrong += $2 } END { printf "# tried: %d %s, %d wrong\n", tried, part, wrong }' \
        sums >&3
    [ ! -e wrong ]
}

@test "every filter is among the cases" {
    prints() {
        while [[ $1 == -* ]]; do shift; done
        printf '%s\n' "$1"
    }
    writes() {
        prints "$@"
    }
    cases | sort -u | diff -u <(filters | sort) -
}

@test "an allocation that fails, once or for good, ends with one message and status 2" {
    try_cases allocations -k
}

@test "a system call that fails ends with a message, or the result is right" {
    try_cases calls -k
}

@test "a full disk under any of the files is trouble, and the others are whole" {
    try_cases disks
}

@test "a process that is killed at any system call leaves the old file or the new one" {
    try_cases kills
}
