# unflatten: from the table of flatten --all back to the tokens, to the last byte.
load helpers
load tokens

# there_and_back FILE...: the stream comes back byte for byte.
there_and_back() {
    local file
    for file; do
        flatten --all "$file" | unflatten >back
        same "$file" <back || { printf 'not the same: %s\n' "$file" && return 1; }
    done
}

@test "every stream comes back byte for byte" {
    udpipe >plain
    { echo '# newdoc id = empty' && echo && cat plain && echo '# newdoc id = last' && echo; } >documents
    { echo '# global.columns = ID FORM' && printf '1\ta\\b\n\n' && echo '# global.columns = ID FORM' &&
        printf '# x\n1\tc\rd\n2-3\t#e\n'; } >twice
    printf '# global.columns = ID\n1\n2\n\n' >narrow
    printf '# newdoc id = a\n\n# newdoc id = b\n' >comments
    printf '# global.columns = ID FORM\n' >columns
    : >nothing
    there_and_back plain documents twice narrow comments columns nothing "$DATA"/*.conllup
    flatten --columns 'ID FORM' --all <(printf '1\ta\n\n') | unflatten | diff -u <(printf '1\ta\n\n') -
    dictionary >dictionary.tsv
    for options in '' --conllu --offsets '--conllu --offsets'; do
        # shellcheck disable=SC2086 # several words on purpose
        tokenize $options "$DATA/sample.txt" "$DATA/interview.txt" "$DATA/sample.documents.tsv" >tokens
        concept-tag -d dictionary.tsv --patterns --overlap all tokens >tagged
        there_and_back tokens tagged
    done
}

@test "streams of other programs come back byte for byte" {
    needs_shared 7-unicode-conllu
    local file problem=0
    while IFS= read -r file; do
        # What is no valid stream is reported, and is no matter of the way back; nor are empty lines
        # that end nothing, which readers drop.
        count --of form "$file" >/dev/null 2>&1 || continue
        cat -s "$file" | sed '1{/^$/d}' | tr -d '\r' >valid
        [ -z "$(tail -c 1 valid)" ] || echo >>valid
        flatten --all valid 2>err | unflatten | cmp - valid || { echo "$file" && problem=1; }
    done < <(find "$SHARED/7-unicode-conllu" -name '*.conllu')
    [ "$problem" -eq 0 ]
}

@test "the names of the columns are not lost with a bad first sentence" {
    printf '# global.columns = ID FORM\n1\ta\tb\n\n1\tc\n\n' >bad
    says 2 '^flatten: bad:2: 3 columns, expected 2; sentence skipped$' flatten --all bad
    unflatten said.out | diff -u <(printf '# global.columns = ID FORM\n1\tc\n\n') -
}

@test "what was changed in the table is changed in the stream" {
    udpipe >tokens
    flatten --all -g speaker tokens 2>err | sed 's/\tgo\tgo\t/\tGO\tgo\t/' | awk -F '\t' -v OFS='\t' '{ print "new", $0 }' |
        unflatten | same <(sed 's/^3\tgo\t/3\tGO\t/' tokens)
}

@test "a row that would be no token is reported and skipped" {
    head='before\tid\tform'
    printf '%b' "$head\n"'# global.columns = ID FORM\\n\t1\ta\\tb\n\t2\tb\nno comment\\n\t3\tc\n#x\t4\td\n\t\te\n\t#\tf\n' >table
    says 2 '^unflatten: table:2: expected an ID, and no tab or line end in a field; row skipped$' unflatten table
    diff -u <(printf '2\tb\n') said.out
    [ "$(grep -c 'table:[2-7]: expected' said.err)" -eq 5 ]
    grep -q '^unflatten: table:4: expected comments and empty lines in the column before; row skipped$' said.err
    printf 'doc\tid\tform\n' >table
    says 2 "^unflatten: table: no column 'before'; the columns are doc, id, form$" unflatten table
    printf 'before\tform\tid\n' >table
    says 2 '^unflatten: table:1: expected the column id behind the column before$' unflatten table
    printf '%b' "$head"'\tmine\n# global.columns = ID FORM\\n\t1\ta\tx\n' >table
    says 2 "^unflatten: table:2: 3 columns behind the column before, but '# global.columns = ID FORM' names 2 of them$" \
        unflatten table
}

@test "no row, no token" {
    unflatten </dev/null >out
    [ ! -s out ]
    printf 'before\tid\tform\n' | unflatten >out
    [ ! -s out ]
}

@test "tables in several files are one stream" {
    tokenize "$DATA/sample.txt" >one
    tokenize "$DATA/interview.txt" >two
    unflatten <(flatten --all one) <(flatten --all two) | same <(cat one two)
    says 2 '^unflatten: two:1: other columns than the first file' unflatten <(flatten --all one) two
}

@test "-v reports how many rows there were" {
    flatten --all "$DATA/sample.conllup" >table
    unflatten -v table 2>err >/dev/null
    diff -u - err <<<"unflatten: $(($(wc -l <table) - 1)) rows"
}
