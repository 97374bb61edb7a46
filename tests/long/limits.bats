# Memory and time on large and endless inputs. Run by `make soak` only.
load ../helpers

# The largest resident set that a process has had so far, in KiB.
peak_of() {
    sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"
}

# peak_after SECONDS FILE COMMAND...: the peak of the command on the endless file after this time.
peak_after() {
    local seconds=$1 file=$2 process
    shift 2
    "$@" < <(endless "$file") >/dev/null &
    process=$!
    sleep "$seconds"
    peak_of "$process"
    kill "$process"
    wait "$process" || true
}

endless() {
    local block
    block=$(for _ in {1..40}; do cat "$1"; done)
    yes "$block"
}

@test "normalize and tokenize need 16 MiB at most on an endless text" {
    local name peak
    for name in normalize tokenize; do
        peak=$(peak_after 60 "$DATA/sample.txt" "$name" -)
        echo "$name: $peak KiB"
        [ "$peak" -gt 0 ]
        [ "$peak" -le 16384 ]
    done
}

@test "concept-tag needs 64 MiB at most on endless tokens" {
    local peak
    peak=$(peak_after 60 "$DATA/sample.conllup" concept-tag -d "$DATA/sample.dictionary.tsv" -)
    echo "$peak KiB"
    [ "$peak" -le 65536 ]
}

@test "count needs no more for a hundred times the text" {
    local small large
    small=$(peak_after 1 "$DATA/sample.tagged.conllup" count -)
    large=$(peak_after 60 "$DATA/sample.tagged.conllup" count -)
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

@test "a line of 4 GiB is passed on or trouble that is said, within 2 GiB of memory" {
    local filter status
    local -a arguments=()
    for filter in $(filters); do
        describe_filter "$filter"
        status=0
        line_of "$filter" 4G |
            (ulimit -v 2097152 && "$filter" "${arguments[@]}" - >/dev/null 2>said) || status=$?
        echo "$filter: $status"
        cat said
        case $status in
        0) ;;
        2) [ -s said ] ;;
        *) false ;;
        esac
    done
}

# peak COMMAND...: the peak of the command in KiB.
peak() {
    /usr/bin/time -f %M -o peak "$@" >/dev/null
    cat peak
}

@test "a record of 64 MiB in one line needs twice that" {
    [ -x /usr/bin/time ] || skip 'without GNU time'
    local long size=$((64 * 1024))
    long=$(head -c 64M /dev/zero | tr '\000' a)
    printf 'TY  - JOUR\nAB  - %s\nER  - \n' "$long" >a.ris
    printf 'PMID- 1\nAB  - %s\n' "$long" >a.nbib
    printf '@article{a, abstract = {%s}}\n' "$long" >a.bib
    for file in a.ris a.nbib a.bib; do echo "$file: $(peak records "$file") KiB"; done
    [ "$(peak records a.ris)" -le $((2 * size + 16384)) ]
    [ "$(peak records a.nbib)" -le $((2 * size + 16384)) ]
    [ "$(peak records a.bib)" -le $((2 * size + 16384)) ]
}

# A row is read from its beginning until all of it is there, so half of the next one is there, too; and
# two of its four long cells are lists, which are put together anew.
@test "a row of 60 MiB in a CSV file needs three times that" {
    [ -x /usr/bin/time ] || skip 'without GNU time'
    local cell size=$((60 * 1024))
    cell=$(head -c 15M /dev/zero | tr '\000' a)
    {
        echo 'title,abstract,authors,journal,keywords'
        for i in 1 2; do printf '%s,"%s","%s","%s","%s"\n' "$i" "$cell" "$cell" "$cell" "$cell"; done
    } >a.csv
    echo "$(peak records a.csv) KiB"
    [ "$(peak records a.csv)" -le $((3 * size + 16384)) ]
}
