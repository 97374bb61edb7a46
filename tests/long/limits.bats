# Memory and time on large and endless inputs. Run by `make soak` only.
load ../helpers

# The largest resident set that a process has had so far, in KiB.
peak_of() {
    sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"
}

# peak_after SECONDS COMMAND...: the peak of the command on its standard input after this time.
peak_after() {
    local seconds=$1 process
    shift
    "$@" >/dev/null &
    process=$!
    sleep "$seconds"
    peak_of "$process"
    kill "$process"
    wait "$process" || true
}

endless() {
    local block
    block=$(for _ in {1..200}; do cat "$1"; done)
    yes "$block"
}

@test "normalize and tokenize need 16 MiB at most on an endless text" {
    local name peak
    for name in normalize tokenize; do
        peak=$(endless "$DATA/sample.txt" | peak_after 60 "$name" -)
        echo "$name: $peak KiB"
        [ "$peak" -gt 0 ]
        [ "$peak" -le 16384 ]
    done
}

@test "concept-tag needs 64 MiB at most on endless tokens" {
    local peak
    peak=$(endless "$DATA/sample.conllup" |
        peak_after 60 concept-tag -d "$DATA/sample.dictionary.tsv" -)
    echo "$peak KiB"
    [ "$peak" -le 65536 ]
}

@test "count needs no more for a hundred times the text" {
    local small large
    small=$(endless "$DATA/sample.tagged.conllup" | peak_after 1 count -)
    large=$(endless "$DATA/sample.tagged.conllup" | peak_after 60 count -)
    echo "$small KiB, $large KiB"
    [ "$large" -le $((small + 4096)) ]
}

# seconds COMMAND...: its wall time in hundredths.
hundredths() {
    local began=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>&1 || true
    echo $(((${EPOCHREALTIME/./} - began) / 10000))
}

# A line of SIZE letters; chart sees it under a header of its own.
line_of() {
    [ "$1" != chart ] || printf 'concept\tfreq\n'
    head -c "$2" /dev/zero | tr '\000' a
    echo
}

@test "time is linear in the length of a line" {
    local filter short long
    local -a arguments=()
    for filter in $(filters); do
        describe_filter "$filter"
        line_of "$filter" 16M >line
        short=$(hundredths "$filter" "${arguments[@]}" line)
        line_of "$filter" 64M >line
        long=$(hundredths "$filter" "${arguments[@]}" line)
        echo "$filter: $short and $long hundredths of a second"
        [ "$long" -le $((5 * short + 20)) ]
    done
}

@test "a line of 4 GiB is refused, within 2 GiB of memory" {
    local filter
    local -a arguments=()
    for filter in $(filters); do
        describe_filter "$filter"
        line_of "$filter" 4G | (ulimit -v 2097152 && says 2 '--max-record' "$filter" "${arguments[@]}" -)
    done
}
