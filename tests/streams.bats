# The contract of streams.5, "Every filter", run over every filter there is.
load helpers

# Runs a check for each filter, in a folder of its own, and says for which it failed. A check is a
# chain of commands that must succeed; it finds $name, $sample, ${arguments[@]} and run_filter.
each_filter() {
    local check=$1 name sample problem=0
    local -a arguments
    for name in $(filters); do
        mkdir "$BATS_TEST_TMPDIR/$name"
        cd "$BATS_TEST_TMPDIR/$name" || return 1
        if ! describe_filter "$name" || ! "$check"; then
            printf '^ %s\n' "$name"
            problem=1
        fi
    done
    [ -n "${name:-}" ] || printf 'no filters in %s\n' "$FILTERS"
    return "$problem"
}

# The filter with what it needs, and further words.
run_filter() {
    "$name" "${arguments[@]}" "$@"
}

nothing_in() {
    [ ! -s "$1" ] || { printf 'unexpected:\n' && cat -v "$1" && return 1; }
}

# No control character but the ends of lines, and nothing that reorders a line.
harmless() {
    ! LC_ALL=C grep -nP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]' "$1" | cat -v
}

# Ends as it should on input that nobody meant: done, or trouble that is said in few lines.
ends_well() {
    local status=0
    "$@" >ended.out 2>ended.err || status=$?
    case $status in
    0 | 2) ;;
    *) printf 'status %s\n' "$status" && cat -v ended.err && return 1 ;;
    esac
    [ "$status" -eq 0 ] || [ -s ended.err ] || { echo 'status 2 without a message' && return 1; }
    [ "$(wc -l <ended.err)" -le 40 ] || { echo 'too many messages' && return 1; }
    harmless ended.err
}

@test "--help goes to standard output and ends with 0" {
    check() {
        "$name" --help >out 2>err && nothing_in err &&
            head -n 1 out | grep -qE "^$name - [^ ].*[^.]$" && grep -q "^usage: $name " out
    }
    each_filter check
}

@test "--version names filter, package and version" {
    check() {
        "$name" --version >out 2>err && nothing_in err &&
            head -n 1 out | grep -qE "^$name \(cospan\) [0-9]+\.[0-9]+\.[0-9]+$"
    }
    each_filter check
}

@test "--help and --version to a full disk are trouble too" {
    check() {
        says 2 'cannot write to standard output: No space' full --help &&
            says 2 'cannot write to standard output: No space' full --version
    }
    full() {
        "$name" "$1" >/dev/full
    }
    each_filter check
}

@test "an unknown option ends with 2 and a hint" {
    check() {
        says 2 "^$name: no option --gibberish" "$name" --gibberish &&
            grep -q "^$name: '$name --help' lists the options$" said.err && nothing_in said.out &&
            says 2 "^$name: no option -%" "$name" -%
    }
    each_filter check
}

@test "a missing file is named, and the status is 2" {
    check() {
        says 2 "^$name: missing\.txt: cannot open: No such file or directory$" \
            run_filter missing.txt
    }
    each_filter check
}

@test "a missing file between others does not stop them" {
    check() {
        cp "$sample" here && run_filter here >expected &&
            says 2 "^$name: missing\.txt: cannot open" run_filter missing.txt here &&
            same expected <said.out
    }
    each_filter check
}

@test "a folder is named, and the status is 2" {
    check() {
        mkdir folder && says 2 "^$name: folder: is a folder, expected a file$" run_filter folder
    }
    each_filter check
}

@test "standard input that is closed, or a folder, ends with 2 and a message" {
    closed() {
        run_filter <&-
    }
    from_folder() {
        run_filter <.
    }
    check() {
        says 2 "^$name: standard input: " closed && says 2 "^$name: standard input: " from_folder
    }
    each_filter check
}

@test "standard output that is closed ends with 2 and a message" {
    closed() {
        run_filter "$sample" 3>&1 >&-
    }
    check() {
        says 2 "^$name: cannot write to standard output: Bad file descriptor$" closed
    }
    each_filter check
}

@test "all is well in silence" {
    check() {
        run_filter "$sample" >out 2>err && nothing_in err && [ -s out ]
    }
    each_filter check
}

@test "no file and - are standard input" {
    check() {
        run_filter <"$sample" >expected && run_filter - <"$sample" | same expected
    }
    each_filter check
}

@test "options may follow the files, and -- ends them" {
    check() {
        cp "$sample" ./-file && run_filter -- -file >expected && [ -s expected ] &&
            "$name" ./-file "${arguments[@]}" -o out && [ -s out ]
    }
    each_filter check
}

@test "the same input gives the same bytes in every locale, time zone and run" {
    check() {
        run_filter <"$sample" >expected &&
            for variation in LC_ALL=C LC_ALL=C.UTF-8 LC_ALL=tr_TR.UTF-8 LC_NUMERIC=de_DE.UTF-8 \
                LANG=en_US.UTF-8 TZ=Pacific/Kiritimati TZ=America/New_York PYTHONHASHSEED=1; do
                env -u LC_ALL "$variation" "$name" "${arguments[@]}" <"$sample" | same expected ||
                    return 1
            done
    }
    each_filter check
}

@test "lines that end in CR LF read like lines that end in LF" {
    check() {
        run_filter <"$sample" >expected &&
            sed 's/$/\r/' "$sample" | run_filter 2>err | same expected && nothing_in err
    }
    each_filter check
}

@test "a byte-order mark is passed over" {
    check() {
        run_filter <"$sample" >expected &&
            { printf '\357\273\277' && cat "$sample"; } | run_filter 2>err | same expected &&
            nothing_in err
    }
    each_filter check
}

@test "the final newline may be missing" {
    # tokenize notes what follows the last token, so that the text can be rebuilt.
    without_gap() {
        sed -E 's/Spaces?After=[^\t|]*$/_/'
    }
    check() {
        run_filter <"$sample" | without_gap >expected &&
            head -c -1 "$sample" | run_filter | without_gap | same expected
    }
    each_filter check
}

@test "input that trickles in gives the same bytes" {
    check() {
        run_filter <"$sample" >expected &&
            dd if="$sample" bs=61 status=none | run_filter | same expected &&
            { head -c 100 "$sample" && sleep 0.05 && tail -c +101 "$sample"; } | run_filter |
            same expected
    }
    each_filter check
}

@test "an empty input is no crash" {
    check() {
        ends_well run_filter /dev/null
    }
    each_filter check
}

@test "NUL bytes are bytes like others" {
    check() {
        tr 'w' '\000' <"$sample" >damaged && ends_well run_filter damaged
    }
    each_filter check
}

@test "invalid UTF-8 is no crash, and is never repeated raw in a message" {
    check() {
        LC_ALL=C sed -e 's/w/\xff/g' -e 's/[aeo]r/\xe2\x82/g' -e 's/th/\xed\xa0\x80/g' \
            "$sample" >damaged && ends_well run_filter damaged &&
            { iconv -f UTF-8 -t UTF-8 ended.err >/dev/null || { cat -v ended.err && return 1; }; }
    }
    each_filter check
}

@test "noise and foreign files end with a few messages" {
    check() {
        # The same noise in every run: the bytes of a multiplicative sequence.
        LC_ALL=C awk 'BEGIN {
            for (i = 0; i < 65536; i++) {
                x = (x * 1103515245 + 12345) % 2147483648
                printf "%c", 1 + int(x / 65536) % 255
            }
        }' >noise && ends_well run_filter noise &&
            ends_well run_filter "$(sample_of text)" &&
            ends_well run_filter "$(sample_of documents)" &&
            ends_well run_filter "$(sample_of tokens)" &&
            ends_well run_filter "$(sample_of table)" &&
            ends_well run_filter "$(command -v "$name")"
    }
    each_filter check
}

@test "input that is cut off anywhere ends well" {
    check() {
        local size step=97
        [ "${SOAK:-}" != yes ] || step=1
        for ((size = $(wc -c <"$sample"); size > 0; size -= step)); do
            if ! head -c "$size" "$sample" >begun || ! ends_well run_filter begun; then
                printf 'cut at %s\n' "$size"
                return 1
            fi
        done
    }
    each_filter check
}

@test "a line beyond --max-record is an error with its place, where lines are held" {
    check() {
        { cat "$sample" && head -c 2000000 /dev/zero | tr '\000' 'a'; } >long &&
            # A filter that holds no line has no limit, and passes the whole.
            if run_filter --max-record 1K long >out 2>err; then
                nothing_in err && [ "$(wc -c <out)" -ge 2000000 ]
            else
                says 2 "^$name: long:[0-9]+: longer than the limit of 1024 bytes \(--max-record\)$" \
                    run_filter --max-record 1K long
            fi
    }
    each_filter check
}

@test "a full disk ends with 2 and a message" {
    full() {
        run_filter "$sample" >/dev/full
    }
    check() {
        says 2 "^$name: cannot write to standard output: No space left on device$" full &&
            says 2 "^$name: cannot write to /dev/full: No space left on device$" \
                run_filter -o /dev/full "$sample"
    }
    each_filter check
}

@test "a closed pipe ends a filter in silence" {
    check() {
        { sleep 0.1 && run_filter "$sample" 2>err || printf '%s\n' "$?" >status; } | true
        nothing_in err &&
            case $(cat status) in
            141) ;;
            *) printf 'status %s\n' "$(cat status)" && return 1 ;;
            esac
        # The same where whoever started us ignores the signal.
        { trap '' PIPE && sleep 0.1 && run_filter "$sample" 2>err; } | true
        nothing_in err
    }
    each_filter check
}

@test "-o writes the same bytes as standard output" {
    check() {
        run_filter "$sample" >expected && run_filter -o out "$sample" >printed &&
            nothing_in printed && same expected <out && run_filter --output=out "$sample" &&
            same expected <out && [ "$(ls -A)" = "$(printf 'expected\nout\nprinted')" ]
    }
    each_filter check
}

@test "-o keeps the permissions of the file and follows a symbolic link" {
    check() {
        run_filter "$sample" >expected && : >target && chmod 640 target && ln -s target link &&
            run_filter -o link "$sample" && [ -L link ] && same expected <target &&
            [ "$(stat -c %a target)" = 640 ]
    }
    each_filter check
}

@test "-o may name the input" {
    check() {
        cp "$sample" same_file && run_filter same_file >expected &&
            run_filter -o same_file same_file && same expected <same_file
    }
    each_filter check
}

@test "-o leaves the old file when the filter fails" {
    check() {
        cp "$sample" good && echo old >kept &&
            says 2 'cannot open' run_filter --strict -o kept good missing &&
            [ "$(cat kept)" = old ] && says 2 'no option' run_filter -o kept --gibberish good &&
            [ "$(cat kept)" = old ] && [ "$(ls -A)" = "$(printf 'good\nkept\nsaid.err\nsaid.out')" ]
    }
    each_filter check
}

@test "-o leaves the old file when the filter is killed" {
    check() {
        local process
        echo old >kept && mkfifo pipe && { "$name" "${arguments[@]}" -o kept <pipe & } &&
            process=$! &&
            exec 8>pipe && cat "$sample" >&8 && sleep 0.1 && kill -KILL "$process" &&
            { wait "$process" 2>/dev/null || true; } && exec 8>&- && [ "$(cat kept)" = old ]
    }
    each_filter check
}

@test "-o leaves the old file and nothing else when a signal ends the filter" {
    ended_by() { # signal, file, filter
        local status=0
        printf 'old\n' >out
        mkfifo pipe
        # A shell that starts something in the background lets it ignore SIGINT.
        env --default-signal=INT,HUP "$FILTERS/$3" -o out pipe &
        { cat "$2" && until ls out.?????? >/dev/null 2>&1; do sleep 0.01; done && kill "-$1" $!; } >pipe
        wait $! || status=$?
        [ "$status" = $((128 + $(kill -l "$1"))) ]
        [ "$(cat out)" = old ]
        rm pipe
        [ "$(ls)" = out ]
    }
    local signal
    for signal in TERM HUP INT; do ended_by "$signal" "$DATA/sample.txt" tokenize; done
    ended_by TERM "$DATA/sample.tagged.conllup" count
}

@test "what a terminal would obey is spelled out on one, in every filter, and elsewhere stays as it is" {
    needs script
    check() {
        local text=$'peer\e]0;owned\a\xe2\x80\xaework\x7f\xc2\x9b2J'
        sed "s/nurse/$text/Ig; s/peer/$text/Ig; s/work/$text/Ig; s/the/$text/g" "$sample" >crafted 2>/dev/null || return 1
        printf '%q ' "$name" "${arguments[@]}" crafted >called
        script -qec "$(cat called)" /dev/null </dev/null 2>&1 | tr -d '\r' >shown || true
        # Colours and bold are ours.
        sed 's/\x1b\[[0-9;]*m//g' shown >plain
        ! LC_ALL=C grep -nP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]' plain | cat -v | grep .
    }
    each_filter check
    tokenize --document d <<<$'peer\e[2J' >out
    grep -qP '\x1b' out
}

@test "-o into a folder that is not there, or onto a folder, ends with 2" {
    check() {
        says 2 "^$name: cannot create a file beside nowhere/out: No such file or directory$" \
            run_filter -o nowhere/out "$sample" &&
            says 2 "^$name: cannot write to \.: it is a folder$" run_filter -o . "$sample"
    }
    each_filter check
}

@test "no input can put a control character into a message" {
    check() {
        local evil=$'e\e[31mvil\nname\u202e\u0085'
        says 2 'cannot open' run_filter "$evil" && harmless said.err &&
            [ "$(wc -l <said.err)" -eq 1 ] && says 2 'no option' run_filter "--$evil" &&
            harmless said.err && sed $'s/[aeiou]/\e[2J\a/g' "$sample" >evil &&
            ends_well run_filter evil
    }
    each_filter check
}

@test "a compressed file is told from text, with the command that reads it" {
    needs gzip zstd xz
    check() {
        local kind
        for kind in gzip zstd xz; do
            "$kind" -c <"$sample" >"packed.$kind" &&
                says 2 "^$name: packed\.$kind: is compressed; decompress it first: '$kind -dc packed\.$kind \|'$" \
                    run_filter "packed.$kind" &&
                says 2 "^$name: standard input: is compressed; decompress it first: '$kind -dc \|'$" \
                    run_filter <"packed.$kind" || return 1
        done
    }
    each_filter check
}

@test "on a terminal, work of more than two seconds shows how far it is; elsewhere nothing is shown" {
    needs script
    seq 600000 >long
    script -qec 'normalize long | { sleep 2.3; cat >shown; }' /dev/null </dev/null >share &
    script -qec "{ echo 'a first line'; sleep 2.3; echo b; } | normalize >piped" /dev/null </dev/null >rate &
    normalize long 2>said | { sleep 2.3 && cat >out; }
    wait
    nothing_in said
    grep -qxE $'(\r\e\\[Knormalize: [0-9.]+ MB, [0-9.]+ MB/s, [0-9]+ %, [0-9]+ s left)+\r\e\\[K' share
    grep -qxE $'\r\e\\[Knormalize: 0.0 MB, 0.0 MB/s\r\e\\[K' rate
}

@test "a table of 80,000 columns takes no more than a second of any filter that reads tables" {
    [ "${MODE:-release}" = release ] || skip 'a sanitizer is slower'
    awk 'BEGIN {
        printf "doc"; for (i = 0; i < 80000; i++) printf "\tc%d", i; print "\ttext"
        printf "d"; for (i = 0; i < 80000; i++) printf "\tx"; print "\tpeer"
    }' >wide.tsv
    tokenize wide.tsv >tokens
    local command
    while read -r command; do
        (ulimit -t 1 && eval "$command" >out 2>err) || [ $? = 2 ] || { echo "$command" && cat err && return 1; }
    done <<'COMMANDS'
normalize wide.tsv
tokenize wide.tsv
sample --share 1 wide.tsv
search -q peer.tw. wide.tsv
dedupe --keep-versions versions wide.tsv
screen wide.tsv
count --merge wide.tsv
agree wide.tsv
chart wide.tsv
keyness --target c1=x wide.tsv
dispersion wide.tsv
flow wide.tsv
sheet -o out.xlsx wide.tsv
records --to ris wide.tsv
unflatten wide.tsv
count --of form --meta wide.tsv -g c5 tokens
kwic -q peer --meta wide.tsv -g c5 tokens
flatten --all --meta wide.tsv -g c5 tokens
COMMANDS
}
