load helpers

@test "no argument, help and --help list the filters with their purposes" {
    cospan help >listed
    cospan --help | same listed
    cospan | same listed
    local name
    for name in $(filters); do
        grep -E "^  $name +[^ ]" listed
    done
}

@test "cospan FILTER runs the filter, with its input, output and status" {
    local name=tokenize
    cospan "$name" "$DATA/sample.txt" >printed
    "$name" "$DATA/sample.txt" | same printed
    says 2 "^$name: no option --gibberish" cospan "$name" --gibberish
    cospan "$name" <"$DATA/sample.txt" >/dev/null
}

@test "an unknown filter ends with 2 and names the nearest" {
    says 2 "^cospan: no filter 'tokenise'; nearest: .*tokenize" cospan tokenise
    says 2 "^cospan: no filter 'xylophone'$" cospan xylophone
    grep "^cospan: 'cospan help' lists the filters$" said.err
    says 2 "^cospan: no filter '\.\./bin/cospan'$" cospan ../bin/cospan
    says 2 "^cospan: no filter 'xylophone'" cospan help xylophone
    says 2 "^cospan: no option '--gibberish'$" cospan --gibberish
    says 2 "^cospan: no filter ''" cospan ''
}

@test "no word can put a control character into a message" {
    says 2 "no filter 'e\?\[31mvil\?name" cospan $'e\e[31mvil\nname'
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
    'a b/bin/cospan' | grep '^  tokenize'
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
    for page in "$ROOT"/filters/*.[1-9]; do
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

@test "completion offers filters, their options and the words of a choice" {
    eval "$(cospan --bash-completion)"
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
