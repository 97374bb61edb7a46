# What fails, fails with one message and status 2, and leaves every file as it was or as it should
# be: an allocation, a system call, or the whole process. `make test` takes a sample of the points
# where something can fail, `make soak` (SOAK=yes) takes all of them.
load helpers

setup_file() {
    cc -std=c11 -O1 -Wall -Wextra -Werror -shared -fPIC \
        -o "$BATS_FILE_TMPDIR/failing_malloc.so" "$BATS_TEST_DIRNAME/faults/failing_malloc.c" -ldl
}

# Each point that is tried is a byte in a file of its kind; the sums are printed at the end.
tried() {
    printf . >>"$BATS_FILE_TMPDIR/tried.$1"
}

teardown_file() {
    local kind
    for kind in allocations calls writes kills; do
        [ ! -e "$BATS_FILE_TMPDIR/tried.$kind" ] ||
            printf '# tried: %s %s\n' "$(($(wc -c <"$BATS_FILE_TMPDIR/tried.$kind")))" "$kind" >&3
    done
}

setup() {
    [ "${MODE:-release}" = release ] || skip 'a sanitizer has an allocator and system calls of its own'
    cd "$BATS_TEST_TMPDIR" || return 1
}

# points TOTAL: the numbers 1 ... TOTAL, or some 12 of them, the first and last among them.
points() {
    local step=1
    [ "${SOAK:-}" = yes ] || step=$(($1 / 12 + 1))
    seq 1 "$step" "$1"
    [ "$step" -eq 1 ] || echo "$1"
}

# Runs a check for each filter in a folder of its own; $name, $sample and ${arguments[@]} are set,
# and `expected` is what the filter makes of the sample.
each_filter() {
    local check=$1 name sample problem=0
    local -a arguments
    for name in $(filters); do
        mkdir "$BATS_TEST_TMPDIR/$name"
        cd "$BATS_TEST_TMPDIR/$name" || return 1
        if ! describe_filter "$name" || ! "$name" "${arguments[@]}" "$sample" >expected ||
            ! "$check"; then
            printf '^ %s\n' "$name"
            problem=1
        fi
    done
    return "$problem"
}

# ended STATUS PATTERN N: the run that left out and err was right, or said in at most N lines what
# was wrong.
ended() {
    local problem=
    case $1 in
    0) cmp -s expected out || problem='status 0 with another output' ;;
    2)
        grep -qE "$2" err || problem='another message'
        # A file that cannot be read may be called empty too.
        [ "$(wc -l <err)" -le "$3" ] || problem='too many messages'
        # Lines, or a zip file, are whole.
        [ ! -s out ] || [ "$(tail -c 1 out | od -An -tx1)" = ' 0a' ] || unzip -tqq out >/dev/null ||
            problem='part of a line'
        ;;
    *) problem="status $1" ;;
    esac
    [ -n "$problem" ] || return 0
    printf '%s:\n' "$problem"
    head -n 5 err | cat -v
    return 1
}

@test "an allocation that fails, once or for good, ends with one message and status 2" {
    starved() {
        local status=0
        tried allocations
        env LD_PRELOAD="$BATS_FILE_TMPDIR/failing_malloc.so" "$@" "$name" "${arguments[@]}" \
            "$sample" >out 2>err || status=$?
        ended "$status" 'memory' 1 || { printf 'with %s\n' "$*" && return 1; }
    }
    check() {
        local at
        starved FAIL_COUNT=allocations && [ "$(cat allocations)" -gt 3 ] || return 1
        for at in $(points "$(cat allocations)"); do
            starved FAIL_AT="$at" && starved FAIL_AT="$at" FAIL_FOR_GOOD=1 || return 1
        done
    }
    each_filter check
}

# Which calls of a kind are the filter's own: those after the last library was loaded.
# calls KIND < TRACE: their numbers among all calls of this kind.
calls() {
    awk -v kind="$1" '
        { text[NR] = $0 }
        /\.so/ { loaded = NR }
        END {
            while (loaded > 0 && text[loaded] !~ /^close/)
                loaded++
            for (i = 1; i <= NR; i++)
                if (index(text[i], kind "(") == 1 && ++number && i > loaded)
                    print number
        }'
}

sampled() {
    local numbers
    mapfile -t numbers
    if [ "${#numbers[@]}" -gt 0 ]; then
        points "${#numbers[@]}" | while read -r at; do echo "${numbers[at - 1]}"; done
    fi
}

can_trace() {
    needs strace
    strace -qq -o /dev/null true 2>/dev/null || skip 'processes may not be traced here'
}

@test "a system call that fails ends with one message, or the result is right" {
    can_trace
    failing() {
        local status=0
        tried calls
        strace -qq -o trace -e trace="$1" -e inject="$1:error=$2:when=$3" \
            "$name" "${arguments[@]}" "$sample" >out 2>err || status=$?
        ended "$status" "^$name: " 2 || { printf 'at %s %s, %s\n' "$1" "$3" "$2" && return 1; }
    }
    check() {
        local call at
        strace -qq -o whole -e trace=openat,read,write,close,fsync,rename,newfstatat \
            "$name" "${arguments[@]}" "$sample" >out 2>err || return 1
        for call in openat:EMFILE read:EIO write:ENOSPC close:EIO newfstatat:EIO; do
            for at in $(calls "${call%:*}" <whole | sampled); do
                failing "${call%:*}" "${call#*:}" "$at" || return 1
            done
        done
        # A call that is interrupted is taken up again.
        for call in read write; do
            for at in $(calls "$call" <whole | sampled); do
                failing "$call" EINTR "$at" && cmp expected out || return 1
            done
        done
    }
    each_filter check
}

@test "whatever fails while a file is written, it is the old one or the new one" {
    can_trace
    # --strict, because otherwise a file that cannot be opened is left out and the rest is written.
    writing() {
        local status=0
        case "$*" in *signal=KILL*) tried kills ;; *) tried writes ;; esac
        echo old >kept
        strace -qq -o trace "$@" "$name" "${arguments[@]}" --strict -o kept "$sample" >out 2>err || status=$?
        case $status in
        0) cmp -s expected kept || { echo 'status 0, but not the new file' && return 1; } ;;
        2) [ "$(cat kept)" = old ] && [ -s err ] || cmp -s expected kept || {
            echo 'neither the old file nor the new one' && return 1
        } ;;
        137) [ "$(cat kept)" = old ] || cmp -s expected kept || {
            echo 'killed, and neither the old file nor the new one' && return 1
        } ;;
        *) echo "status $status" && return 1 ;;
        esac
        [ "$status" -eq 137 ] || [ -z "$(find . -name 'kept?*')" ] || {
            echo 'a part is left beside the file' && return 1
        }
        rm -f kept?*
    }
    check() {
        local call at
        echo old >kept
        strace -qq -o whole "$name" "${arguments[@]}" --strict -o kept "$sample" || return 1
        for call in openat:EMFILE write:ENOSPC fchmod:EPERM fsync:EIO close:EIO rename:ENOSPC; do
            for at in $(calls "${call%:*}" <whole | sampled); do
                writing -e trace="${call%:*}" -e inject="${call%:*}:error=${call#*:}:when=$at" || {
                    printf 'at %s %s\n' "$call" "$at"
                    return 1
                }
            done
        done
        for call in openat read write fchmod fsync close rename; do
            for at in $(calls "$call" <whole | sampled); do
                writing -e trace="$call" -e inject="$call:signal=KILL:when=$at" || {
                    printf 'killed at %s %s\n' "$call" "$at"
                    return 1
                }
            done
        done
    }
    each_filter check
}
