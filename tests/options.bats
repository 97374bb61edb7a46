# One option table gives parsing, help and completion; the page is written by hand and held
# against them here.
load helpers

completion_of() {
    "$1" --completion | cut -f 1 | sort
}

# The long options of a filter, each with its argument, or `-` where it takes none.
arguments_of() {
    "$1" --completion | awk -F '\t' '/^--/ { print $1 "\t" ($2 == "" ? "-" : $2) }'
}

@test "help and completion list the same options" {
    local name problem=0
    for name in $(filters); do
        "$name" --help |
            sed -nE -e 's/^  (-.), (--[a-z0-9-]+).*/\1\n\2/p' -e 's/^      (--[a-z0-9-]+).*/\1/p' |
            sort |
            diff -u --label "$name --completion" <(completion_of "$name") \
                --label "$name --help" - || problem=1
    done
    [ "$problem" -eq 0 ]
}

@test "the page of every filter lists its options, and no others" {
    local name problem=0
    for name in $(filters); do
        [ -f "$ROOT/filters/$name.1" ] || continue
        grep '^\.It Fl' "$ROOT/filters/$name.1" | grep -oE 'Fl (\\&)?-?[A-Za-z0-9%][a-z0-9-]*' |
            sed -E 's/^Fl (\\&)?/-/' | grep -vxE -e '-h|--(help|version)' | sort |
            diff -u --label "$name --completion" \
                <(completion_of "$name" | grep -vxE -e '-h|--(help|version)') \
                --label "$name.1" - || problem=1
    done
    [ "$problem" -eq 0 ]
}

@test "arguments have the same name in help and page" {
    local name option argument problem=0
    for name in $(filters); do
        [ -f "$ROOT/filters/$name.1" ] || continue
        while IFS=$'\t' read -r option argument; do
            case $argument in
            - | *'|'*) continue ;;
            esac
            grep -qiE "^\.It Fl .*(${option#-})( Ns)?( =)?( Ns)? Ar $argument( |$)" \
                "$ROOT/filters/$name.1" || { echo "$name.1: $option $argument" && problem=1; }
        done < <(arguments_of "$name")
    done
    [ "$problem" -eq 0 ]
}

@test "the words of a choice stand in the page" {
    local name option words word problem=0
    for name in $(filters); do
        [ -f "$ROOT/filters/$name.1" ] || continue
        while IFS=$'\t' read -r option words; do
            case $words in
            *'|'*) ;;
            *) continue ;;
            esac
            for word in ${words//|/ }; do
                grep -qE "(^|[^a-z0-9-])$word([^a-z0-9-]|\$)" "$ROOT/filters/$name.1" ||
                    { echo "$name.1: $option $word" && problem=1; }
            done
        done < <(arguments_of "$name")
    done
    [ "$problem" -eq 0 ]
}

@test "source, help and page state the same purpose" {
    local name purpose problem=0
    for name in $(filters); do
        purpose=$("$name" --help | head -n 1)
        purpose=${purpose#"$name - "}
        # The first comment of the source, on one line, without a name before or a stop after it.
        awk 'NR == 1, /\*\// { printf "%s ", $0 }' "$ROOT/filters/$name.c" |
            sed -E -e 's,^/\* *,,' -e 's, *\*/.*,,' -e 's/ +\* +/ /g' -e "s/^$name( -|:) //" \
                -e 's/\.$//' -e 's/$/\n/' | head -n 1 |
            diff -u --label "$name --help" <(printf '%s\n' "$purpose") \
                --label "filters/$name.c" - || problem=1
        [ -f "$ROOT/filters/$name.1" ] || continue
        sed -n 's/^\.Nd //p' "$ROOT/filters/$name.1" |
            diff -u --label "$name --help" <(printf '%s\n' "$purpose") \
                --label "filters/$name.1" - || problem=1
    done
    [ "$problem" -eq 0 ]
}

@test "a letter means the same in every filter" {
    cat >wanted <<'LETTERS'
-d --dict
-f --format
-g --group
-i --fold-case
-n --number
-o --output
-t --text
-v --verbose
LETTERS
    local name problem=0
    for name in $(filters); do
        "$name" --help | sed -nE "s/^  (-.), (--[a-z0-9-]+).*/\1 \2/p"
    done | sort -u >letters
    cut -d ' ' -f 1 letters | uniq -d >twice
    if [ -s twice ]; then
        echo 'one letter, two names:'
        grep -Ff twice letters
        problem=1
    fi
    # A letter of the contract that is in use has a name that begins like the contract's.
    while read -r letter option; do
        grep -q "^$letter $option" letters || ! grep "^$letter " letters || {
            echo "expected $letter $option"
            problem=1
        }
    done <wanted
    [ "$problem" -eq 0 ]
}

@test "an option without its argument, or with one too many, is named" {
    local name option argument problem=0
    for name in $(filters); do
        while IFS=$'\t' read -r option argument; do
            case $option,$argument in
            --help,* | --version,*) ;;
            *,-) says 2 "^$name: $option takes no value$" "$name" "$option=value" || problem=1 ;;
            *) says 2 "^$name: $option expects .* after it$" "$name" "$option" || problem=1 ;;
            esac
        done < <(arguments_of "$name")
    done
    [ "$problem" -eq 0 ]
}

@test "a number that is none, and a word that is no choice, are refused with what was expected" {
    local name option argument problem=0
    for name in $(filters); do
        says 2 "^$name: --max-record expects a whole number, not 'many'$" \
            "$name" --max-record many || problem=1
        while IFS=$'\t' read -r option argument; do
            case $argument in
            *'|'*)
                says 2 "^$name: $option expects one of .*, not 'gibberish'$" \
                    "$name" "$option" gibberish || problem=1
                ;;
            esac
        done < <(arguments_of "$name")
    done
    [ "$problem" -eq 0 ]
}

@test "a slip in an option is answered with the nearest option" {
    local name
    for name in $(filters); do
        says 2 "^$name: no option --outptu; did you mean --output\?$" "$name" --outptu
    done
}
