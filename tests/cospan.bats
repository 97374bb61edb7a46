load helpers

# Names of all pipelines.
pipelines() {
    local page
    for page in "$ROOT"/pipelines/cospan-*.1; do
        page=${page##*/cospan-}
        printf '%s\n' "${page%.1}"
    done
}

@test "no argument shows the three things people come for, and where to go on" {
    cospan >shown 2>said
    [ ! -s said ]
    [ "$(wc -l <shown)" -lt 24 ]
    grep -E '^    cospan transcripts ' shown
    grep -E '^    cospan scoping-review ' shown
    grep -E '^    cospan reprocess ' shown
    grep "cospan help" shown
    # The options in it are options.
    sed -nE 's/^    cospan ([a-z-]+) (.*)/\1 \2/p' shown | while read -r name words; do
        for word in $words; do
            [[ $word != -* ]] || grep -qE -e "^ *(-.,|) *${word}[, ]|^  $word," <(cospan "$name" --help)
        done
    done
}

@test "help and --help list the pipelines, then the filters, then the pages, each with its purpose" {
    cospan help >listed
    cospan --help | same listed
    cospan -h | same listed
    local name
    for name in $(pipelines) $(filters); do
        grep -E "^  $name +[^ ]" listed
    done
    grep -oE '^(pipelines|filters|pages)' listed | same <(printf '%s\n' pipelines filters pages)
    sed -n '/^pipelines/,/^$/s/^  \([a-z-]*\) .*/\1/p' listed | same <(pipelines)
    grep -E "^  streams\.5 +[^ ]" listed
    [ "$(awk 'length($0) > 100' listed)" = '' ]
}

@test "cospan PIPELINE runs the pipeline, with its input, output and status" {
    [ "$BUILD" = "$ROOT/build" ] || skip 'the pipelines are of the release build'
    cospan frequencies -d roles "$DATA/sample.txt" >printed
    "$ROOT/pipelines/frequencies" -d roles "$DATA/sample.txt" | same printed
    says 2 '^frequencies: expected files$' cospan frequencies
    says 2 '^frequencies: no option --keeep; did you mean --keep\?$' cospan frequencies --keeep x
}

@test "no pipeline has the name of a filter, of a word of the command or of a page" {
    local name problem=0
    for name in $(pipelines); do
        [ ! -e "$ROOT/filters/$name.c" ] || { echo "$name is a filter" && problem=1; }
        [ ! -e "$ROOT/filters/cospan-$name.7" ] || { echo "$name is a page" && problem=1; }
        [ "$name" != help ]
    done
    [ "$problem" -eq 0 ]
}

@test "--list prints the names of pipelines and filters, or of pages" {
    cospan --list | same <(pipelines && filters)
    cospan --list pages | grep -x streams
    cospan --list pages | grep -x cospan.7
    says 2 "^cospan: --list takes pages or nothing, not 'x'$" cospan --list x
}

@test "cospan FILTER runs the filter, with its input, output and status" {
    local name=tokenize
    cospan "$name" "$DATA/sample.txt" >printed
    "$name" "$DATA/sample.txt" | same printed
    says 2 "^$name: no option --gibberish" cospan "$name" --gibberish
    cospan "$name" <"$DATA/sample.txt" >/dev/null
}

@test "an unknown name ends with 2 and names the nearest" {
    says 2 "^cospan: no filter or pipeline 'tokenise'; did you mean tokenize\?$" cospan tokenise
    says 2 "^cospan: no filter or pipeline 'transcirpts'; did you mean transcripts\?$" cospan transcirpts
    says 2 "^cospan: no filter or pipeline 'review'; did you mean scoping-review\?$" cospan review
    says 2 "^cospan: no filter or pipeline 'xylophone'$" cospan xylophone
    grep "^cospan: 'cospan help' lists what there is$" said.err
    says 2 "^cospan: no filter or pipeline '\.\./bin/cospan'" cospan ../bin/cospan
    says 2 "^cospan: no filter, pipeline or page 'xylophone'" cospan help xylophone
    says 2 "^cospan: no filter, pipeline or page 'transcrips'; did you mean transcripts\?$" cospan help transcrips
    says 2 "^cospan: no filter, pipeline or page 'stream'; did you mean streams\?$" cospan help stream
    says 2 "^cospan: no option '--exec-paht'; did you mean --exec-path\?$" cospan --exec-paht
    says 2 "^cospan: no option '--gibberish'$" cospan --gibberish
    says 2 "^cospan: no filter or pipeline ''$" cospan ''
}

@test "help PIPELINE shows its page" {
    cospan help transcripts >shown
    head -n 1 shown | grep '^COSPAN-TRANSCRIPTS(1)'
    cospan help cospan-transcripts | same shown
}

@test "no word can put a control character into a message" {
    says 2 "no filter or pipeline 'e\?\[31mvil\?name" cospan $'e\e[31mvil\nname'
    [ "$(wc -l <said.err)" -eq 2 ]
}

@test "--exec-path is the folder of the filters" {
    [ "$(cospan --exec-path)" = "$FILTERS" ]
    PATH=$(cospan --exec-path):/usr/bin:/bin tokenize --version
}

@test "it works through symbolic links, also relative ones and a chain" {
    ln -s "$BUILD/bin/cospan" far
    mkdir folder
    ln -s ../far folder/near
    [ "$(./folder/near --exec-path)" = "$FILTERS" ]
    folder/near tokenize --version
}

@test "it works from a folder with a space in its name" {
    mkdir -p 'a b/bin' 'a b/libexec/cospan'
    cp "$BUILD/bin/cospan" 'a b/bin'
    cp "$FILTERS/tokenize" 'a b/libexec/cospan'
    'a b/bin/cospan' tokenize --version
    'a b/bin/cospan' help | grep '^  tokenize'
}

@test "--dicts is the folder of the dictionaries" {
    [ "$(cospan --dicts)" = "$ROOT/dicts" ]
    ls "$(cospan --dicts)"/*.tsv
}

@test "--version is the version of the filters" {
    [ "$(cospan --version)" = "cospan $(tokenize --version | sed 's/.* //;q')" ]
}

@test "help NAME shows the page of a filter, as plain words where nobody reads at a terminal" {
    local page name
    for page in "$ROOT"/filters/*.[1-9] "$ROOT"/pipelines/*.[1-9]; do
        [ -f "$page" ] || skip 'there are no pages yet'
        name=${page##*/}
        cospan help "$name" >shown 2>err
        head -n 1 shown | grep -i "^${name%.*}(${name##*.})"
        not grep "$(printf '\b')" shown
        [ ! -s err ]
    done
}

@test "help NAME is the page of the lowest section" {
    cospan help tokenize | same <(cospan help tokenize.1)
    cospan help | grep '^  cospan\.7 '
}

@test "the page is readable where neither man nor mandoc is installed" {
    [ -f "$ROOT/filters/tokenize.1" ] || skip 'there is no page yet'
    local tool
    mkdir tools
    for tool in sh dirname readlink awk cat sed tr; do
        ln -s "$(command -v "$tool")" tools/
    done
    PATH=$PWD/tools "$BUILD/bin/cospan" help tokenize >shown
    grep -x DESCRIPTION shown
    not grep '^\.[A-Z]' shown
}

# What bash would offer after these words.
complete_words() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _cospan "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf '%s\n' "${COMPREPLY[@]}"
}

@test "completion offers pipelines and filters, their options and the words of a choice" {
    eval "$(cospan --bash-completion)"
    complete_words cospan tran | same <(printf '%s\n' transcripts transcript)
    complete_words cospan help str | grep -x streams
    complete_words cospan --li | grep -x -e --list
    complete_words cospan transcripts --spea | grep -x -e --speakers
    complete_words cospan report --unit '' | same <(printf '%s\n' turn paragraph sentence)
    complete_words cospan tok | grep -x tokenize
    complete_words cospan help tok | grep -x tokenize
    complete_words cospan tokenize --out | grep -x -e --output
    complete_words cospan tokenize --he | grep -x -e --help
    complete_words cospan tokenize --rules '' | grep -x uax29
    complete_words cospan tokenize --strict --out | grep -x -e --output
    [ -z "$(complete_words cospan tokenize --output '')" ]
    [ -z "$(complete_words cospan xylophone --o)" ]
    COMPREPLY=()
    _cospan_called_by_name tokenize --out tokenize
    [ "${COMPREPLY[*]}" = --output ]
    complete -p tokenize | grep _cospan_called_by_name
}

@test "cospan --languages lists the languages that --language knows" {
    cospan --languages >list
    [ "$(grep -c . list)" -eq 11 ]
    grep -qxF "nb	Norwegian Bokmål" list
    while IFS=$'\t' read -r code name; do
        tokenize --language "$code" </dev/null >by_code
        tokenize --language "$name" </dev/null | same by_code
        grep -q ", language $code$" by_code
    done <list
}
