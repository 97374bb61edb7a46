# What all pipelines have in common.
load helpers

setup() {
    setup_pipelines
}

# Names of all pipelines: the scripts with a page.
pipelines() {
    local page
    for page in "$ROOT"/pipelines/cospan-*.1; do
        page=${page##*/cospan-}
        printf '%s\n' "${page%.1}"
    done
}

@test "every script of the folder is a pipeline with a page, but the two that build cospan" {
    find "$ROOT"/pipelines -maxdepth 1 -type f -perm -100 -printf '%f\n' | sort |
        diff -u - <({ pipelines && printf '%s\n' demo install-dependencies; } | sort)
}

@test "every pipeline prints its options, and what is wrong with a command line, with status 2" {
    local name
    for name in $(pipelines); do
        "$name" --help >help
        "$name" -h | diff -u help -
        head -n 1 help | grep -qxF -e "$name - $(sed -n 's/^\.Nd //p' "$ROOT/pipelines/cospan-$name.1")"
        grep -q "^usage: $name " help
        "$name" --version | grep -q "^$name (cospan) [0-9]"
        says 2 "^$name: expected" "$name"
        [ "$(sed 1d said.err)" = "$name: '$name --help' lists the options" ]
        says 2 "^$name: no option --hepl; did you mean --help\?$" "$name" --hepl
        says 2 "^$name: no option -Z$" "$name" -Z
    done
}

@test "a pipeline reads every option of its page" {
    local name option argument
    for name in $(pipelines); do
        while IFS=$'\t' read -r option argument; do
            says 2 "^$name: $option expects ${argument//|/\\|} after it$" "$name" "$option"
            option=${option#--}
            grep -qE "(^|[ ])${option//-/_}=" "$ROOT/pipelines/$name" || { echo "$name: --$option is not read" && false; }
        done < <("$name" --completion | awk -F '\t' '/^--/ && $2 != "" { print $1 "\t" $2 }')
    done
}

@test "a letter means the same in every pipeline as in the filters" {
    local name
    for name in $(filters) $(pipelines); do
        "$name" --help | sed -nE "s/^  (-.), (--[a-z0-9-]+).*/\1 \2/p"
    done | sort -u | cut -d ' ' -f 1 | uniq -d | diff -u /dev/null -
}

@test "every engine says what it does, and what is wrong with a command line, with status 2" {
    local path name
    for path in "$ROOT"/pipelines/engines/*; do
        name=${path##*/}
        [ -x "$path" ] || continue
        "$path" --help >help
        "$path" -h | diff -u help -
        grep -qE "^  .*$name( |\$)" help || { echo "$name: no usage" && return 1; }
        [[ $name != pipe-reduce ]] || continue
        says 2 "^$name: expected" "$path"
        case $name in map | batch) continue ;; esac
        says 2 "^$name: no option '-(Z|-nope)'; '$name --help' says more$" "$path" --nope
        [ "$(wc -l <said.err)" = 1 ]
        says 2 "^$name: no option '-Z'; '$name --help' says more$" "$path" -Z
        case $name in
        pipe-map) says 2 "^$name: -d expects an argument; '$name --help' says more$" "$path" -d ;;
        *) says 2 "^$name: -o expects an argument; '$name --help' says more$" "$path" -o ;;
        esac
    done
}
