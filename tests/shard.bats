load helpers

documents() { # number of documents of three rows each
    printf 'doc\tspeaker\ttext\n'
    local i
    for ((i = 1; i <= $1; i++)); do
        printf 'd%d\tA\tPeer workers came in %d.\nd%d\tB\tThe nurse\\nleft.\nd%d\tA\tWe co-designed it.\n' \
            "$i" "$((i * i))" "$i" "$i"
    done
}

@test "no document is cut, and every shard of a table has its header" {
    documents 10 >all.tsv
    shard -n 3 --prefix part all.tsv >manifest
    [ "$(tail -n +2 manifest | wc -l)" = 3 ]
    for part in part-00?.tsv; do
        head -n 1 "$part" | diff -u <(head -n 1 all.tsv) -
        [ $(($(tail -n +2 "$part" | wc -l) % 3)) = 0 ]
    done
    { head -n 1 all.tsv; tail -q -n +2 part-00?.tsv; } | diff -u all.tsv -
}

@test "the manifest names each shard with its documents, bytes and digest" {
    documents 7 >all.tsv
    shard --documents 3 --prefix part <all.tsv >manifest
    while IFS=$'\t' read -r number file documents bytes sha256; do
        [ "$file" = "part-00$number.tsv" ]
        [ "$(tail -n +2 "$file" | cut -f 1 | sort -u | wc -l)" = "$documents" ]
        [ "$(wc -c <"$file")" = "$bytes" ]
        [ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "$sha256" ]
    done < <(tail -n +2 manifest)
    cut -f 3 manifest | diff -u <(printf 'documents\n3\n3\n1\n') -
}

@test "shards of tokens begin with the columns and hold the same sentences in the same order" {
    documents 9 | tokenize | concept-tag -d "$ROOT/dicts/roles.tsv" >all
    shard -n 4 --prefix part all >manifest
    [ "$(find . -name "part-*.conllup" | wc -l)" = 4 ]
    for part in part-*; do
        head -n 2 "$part" | diff -u <(head -n 2 all) -
    done
    cat part-* | grep -v '^# global' | diff -u <(grep -v '^# global' all) -
}

@test "tables of shards merge to the table of the whole, however it is cut" {
    documents 12 | tokenize | concept-tag -d "$ROOT/dicts/roles.tsv" -d "$ROOT/dicts/co-creation.tsv" >all
    count -g speaker all >whole
    for number in 1 2 5 30; do
        rm -f ./part-*
        shard -n "$number" --prefix part all -o manifest
        for part in part-*.conllup; do
            count -g speaker -o "$part.counts" "$part"
        done
        count --merge part-*.counts | diff -u whole -
    done
}

@test "there are as many shards as asked for, empty ones too" {
    documents 2 >all.tsv
    shard -n 5 --prefix part all.tsv | cut -f 3 | diff -u <(printf 'documents\n1\n1\n0\n0\n0\n') -
    diff -u <(head -n 1 all.tsv) part-005.tsv
}

@test "several files are one stream, and another header is an error" {
    documents 2 >one.tsv
    sed 's/^d/e/;1s/^e/d/' one.tsv >two.tsv
    shard --documents 4 --prefix part one.tsv two.tsv | cut -f 3 | diff -u <(printf 'documents\n4\n') -
    printf 'doc\ttext\n1\tx\n' >three.tsv
    says 2 'three.tsv:1: the header differs' shard --documents 4 --prefix part one.tsv three.tsv
}

@test "a size that cannot be known is asked for in another way" {
    says 2 'in a pipe use --documents' bash -c "shard -n 2 < <(printf 'doc\ttext\n')"
    says 2 'expected -n N or --documents N' shard
    says 2 'expected -n N or --documents N' shard -n 1 --documents 1
    [ ! -e shard-001.tsv ]
}

@test "what is neither a table of documents nor tokens is refused with its place" {
    echo 'Some text.' >text
    says 2 "text:1: expected a table of documents, whose first column is 'doc', or tokens" \
        shard --documents 1 text
    printf '# global.columns = ID FORM\n# newdoc id = a\n1\tx\n\n# global.columns = ID MISC\n' >mixed
    says 2 'mixed:5: other columns than before' shard --documents 1 mixed
}

@test "an empty input has a manifest without shards" {
    shard --documents 1 </dev/null | diff -u <(printf 'shard\tfile\tdocuments\tbytes\tsha256\n') -
}

@test "a last sentence without its empty line is kept" {
    printf '# global.columns = ID FORM\n# newdoc id = a\n1\tx\n\n# newdoc id = b\n1\ty' >part
    shard --documents 1 --prefix part part >manifest
    diff -u <(printf '# global.columns = ID FORM\n# newdoc id = b\n1\ty\n') part-002.conllup
}

@test "-v reports totals" {
    shard -v --documents 2 "$DATA/sample.documents.tsv" 2>err >/dev/null
    diff -u - err <<<'shard: 3 documents in 2 shards'
}
