# The dictionaries that are shipped: every one loads, every concept is defined, every example of a
# codebook is found, and the tables are clean.
load helpers

# The dictionaries and their codebooks are tables beside each other in dicts/.
dictionaries() {
    local path
    for path in "$ROOT"/dicts/*.tsv; do
        [[ $path == *.codebook.tsv ]] || printf '%s\n' "$path"
    done
}
codebook_of() {
    printf '%s\n' "${1%.tsv}.codebook.tsv"
}

# The rows of a table below its header, without comments.
rows() {
    awk '/^#( |$)/ || $0 == "" { next } header++' "$1"
}

# each_dictionary CHECK: runs CHECK PATH for each, and names those for which it fails.
each_dictionary() {
    local path number=0 problem=0
    while IFS= read -r path; do
        number=$((number + 1))
        "$1" "$path" || { printf '^ %s\n' "${path#"$ROOT"/}" && problem=1; }
    done < <(dictionaries)
    [ "$number" -gt 0 ] || { echo 'no dictionaries' && problem=1; }
    return "$problem"
}

@test "every dictionary loads without a message" {
    check() {
        concept-tag -d "$1" </dev/null >out 2>err && [ ! -s err ] || { cat err && return 1; }
    }
    each_dictionary check
}

@test "all dictionaries load together" {
    local options=()
    while IFS= read -r path; do
        options+=(-d "$path")
    done < <(dictionaries)
    concept-tag "${options[@]}" </dev/null 2>err
    [ ! -s err ] || { cat err && return 1; }
}

@test "every row has five cells, in columns that all dictionaries have" {
    check() {
        awk -F '\t' '/^#( |$)/ || $0 == "" { next }
            !header++ && $0 != "concept\tpattern\ttype\tcase\tnote" { print NR ": header " $0; bad = 1 }
            NF != 5 { print NR ": " NF " cells"; bad = 1 }
            END { exit bad + 0 }' "$1"
    }
    each_dictionary check
}

@test "no row stands twice" {
    check() {
        # Case, type and spaces beside, the same pattern for the same concept.
        rows "$1" | cut -f 1-4 | sort | uniq -d >twice
        [ ! -s twice ] || { cat twice && return 1; }
    }
    each_dictionary check
}

@test "the tables are clean text: NFC, no blanks at the ends of cells" {
    check() {
        local path problem=0
        for path in "$1" "$(codebook_of "$1")"; do
            normalize --keep-quotes --keep-dashes --keep-ligatures --keep-soft-hyphens --keep-zero-width \
                --keep-space "$path" | cmp - "$path" || problem=1
            grep -nE $'(^|\t) +| +(\t|$)|  +' "$path" | grep -v '^[0-9]*:#' && problem=1
        done
        return "$problem"
    }
    each_dictionary check
}

@test "every codebook has its seven columns, all filled but in- and exclusions" {
    check() {
        awk -F '\t' '/^#( |$)/ || $0 == "" { next }
            !header++ {
                if ($0 != "concept\tlabel\tdefinition\tinclude\texclude\texample\tsource") { print NR ": header " $0; bad = 1 }
                next
            }
            NF != 7 { print NR ": " NF " cells"; bad = 1 }
            $1 == "" || $2 == "" || $3 == "" || $6 == "" || $7 == "" { print NR ": an empty cell"; bad = 1 }
            seen[$1]++ { print NR ": " $1 " a second time"; bad = 1 }
            END { exit bad + 0 }' "$(codebook_of "$1")"
    }
    each_dictionary check
}

# The concepts of a dictionary and all that stand above them.
concepts_of() {
    rows "$1" | cut -f 1 | sort -u | awk -F / '{
        path = ""
        for (i = 1; i <= NF; i++) {
            path = path (i > 1 ? "/" : "") $i
            print path
        }
    }' | sort -u
}

@test "every concept is defined, and every definition has its concept" {
    check() {
        diff -u --label "concepts of ${1##*/}" <(concepts_of "$1") \
            --label 'concepts of the codebook' <(rows "$(codebook_of "$1")" | cut -f 1 | sort -u)
    }
    each_dictionary check
}

@test "every example of a codebook is marked with its concept, or with one below" {
    check() {
        {
            printf 'doc\ttext\n'
            rows "$(codebook_of "$1")" | awk -F '\t' '{ print $1 "\t" $6 }'
        } | tokenize | concept-tag -d "$1" | count -g doc | awk -F '\t' '
            NR == 1 { next }
            { wanted[$1] += $2 == $1 || index($2, $1 "/") == 1 }
            END {
                for (concept in wanted)
                    if (!wanted[concept]) {
                        print concept ": not in its own example"
                        bad = 1
                    }
                exit bad + 0
            }' | sort
    }
    each_dictionary check
}

@test "every language has its own lists, and says where they come from" {
    local folder path problem=0
    for folder in "$ROOT"/dicts/languages/??; do
        for path in "$folder"/*.txt; do
            head -n 4 "$path" | tail -n 3 | cut -d : -f 1 | same <(printf '# %s\n' Source Licence Date)
        done
        [[ $folder == */no ]] || [ -f "$folder/stopwords.txt" ] || { echo "$folder: no stop words" && problem=1; }
        [ -f "$folder/abbreviations.txt" ] || { echo "$folder: no abbreviations" && problem=1; }
    done
    # What is in the list that both forms of Norwegian share is not in theirs.
    grep -vh '^#' "$ROOT"/dicts/languages/no/abbreviations.txt | grep . | sort >shared
    for folder in nb nn; do
        grep -v '^#' "$ROOT/dicts/languages/$folder/abbreviations.txt" | grep . | sort | comm -12 - shared >twice
        [ ! -s twice ] || { cat twice && problem=1; }
    done
    [ "$problem" -eq 0 ]
}

@test "no stop word and no abbreviation stands twice, and none is empty" {
    local path problem=0
    for path in "$ROOT"/dicts/languages/*/*.txt; do
        grep -v '^#' "$path" | grep . | sort | uniq -d >twice
        [ ! -s twice ] || { printf '^ %s\n' "$path" && cat twice && problem=1; }
        LC_ALL=C.UTF-8 grep -nE '^[[:space:]]|[[:space:]]$' "$path" && problem=1
    done
    [ "$problem" -eq 0 ]
}
