# pipelines/reprocess: a corpus that changes, and its tables kept up to date.
load helpers

setup() {
    setup_pipelines
    demo=$ROOT/pipelines/demo-data
}

# A corpus of five documents in corpus/, and its dictionary.
make_corpus() {
    mkdir -p corpus/deep
    printf 'concept\tpattern\nrole/peer\tpeer worker*\nrole/nurse\tnurse*\n' >my.tsv
    local i
    for i in 1 2 3; do
        printf 'Manager: Peer workers came to site %d.\n\nNurse: A nurse left.\n\nManager: So?\n\nNurse: So.\n' \
            $i >corpus/site-$i.txt
    done
    printf 'TY  - JOUR\nTI  - Peer workers and nurses\nPY  - 2020\nER  - \n' >"corpus/it's \$5 & more.ris"
    echo 'No concept here.' >'corpus/deep/a b.txt'
}

again() {
    reprocess corpus -d my.tsv -o results --table concepts --table 'speakers -g speaker' --log log "$@"
}

generations() {
    find results/generations -mindepth 1 -maxdepth 1 -printf '%f\n' | sort
}

@test "reprocess makes the tables that one run over all files makes, in silence" {
    make_corpus
    again >printed 2>&1
    [ ! -s printed ]
    frequencies -d my.tsv corpus/*.* corpus/deep/* | diff -u - results/current/concepts.tsv
    frequencies -d my.tsv -g speaker corpus/*.* corpus/deep/* | diff -u - results/current/speakers.tsv
    grep -qx '[0-9T:Z-]* new: 5 documents, 0 failed, [0-9]* s' log
}

@test "nothing is made again when nothing changed, whatever the times say" {
    make_corpus
    again
    find results/cache -type f -printf '%p %T@\n' | sort >before
    touch corpus/* my.tsv
    again
    find results/cache -type f -printf '%p %T@\n' | sort | diff -u before -
    generations | diff -u <(echo 1) -
    tail -n 1 log | grep -q unchanged
}

@test "one changed document is read again, and no other" {
    make_corpus
    again
    find results/cache/tokens -type f -printf '%p %T@\n' | sort >before
    echo 'Nurse: More nurses.' >>corpus/site-2.txt
    again --changes changes
    find results/cache/tokens -type f -printf '%p %T@\n' | sort | diff before - >differs || true
    [ "$(grep -c '^>' differs)" = 1 ]
    grep -qx 'document	changed	site-2.txt' changes
    grep -qx 'frequency	concepts	4 -> 5	role/nurse' changes
    frequencies -d my.tsv corpus/*.* corpus/deep/* | diff -u - results/current/concepts.tsv
}

@test "a changed dictionary is looked for in the tokens that are there, and its hits are shown" {
    make_corpus
    again
    find results/cache/tokens -type f -printf '%p %i %T@\n' | sort >before
    [ "$(wc -l <before)" = 5 ]
    sed -i 's/^role\/nurse.*/role\/manager\tsite*/' my.tsv
    again --changes changes
    find results/cache/tokens -type f -printf '%p %i %T@\n' | sort | diff -u before -
    grep -qx 'frequency	concepts	4 -> 0	role/nurse' changes
    grep -qx 'frequency	concepts	0 -> 3	role/manager' changes
    [ "$(grep -c '^hit	gone	.*	role/nurse$' changes)" = 4 ]
    [ "$(grep -c '^hit	new	.*	role/manager$' changes)" = 3 ]
}

@test "documents that are new and gone are named" {
    make_corpus
    again
    rm corpus/site-1.txt
    echo 'A peer worker.' >corpus/new.txt
    again --changes - >changes
    grep -x 'document	[a-z]*	.*' changes | diff -u <(printf 'document\tgone\tsite-1.txt\ndocument\tnew\tnew.txt\n') -
    generations | diff -u <(printf '1\n2\n') -
    [ "$(readlink results/current)" = generations/2 ]
}

@test "a document that cannot be read is named, the others are done, and it is tried again" {
    make_corpus
    printf '{\\rtf1 The nurse}' >corpus/rich.txt
    says 2 'reprocess: not read: rich.txt' again
    [ "$(grep -c 'rich.txt: is an RTF file' said.err)" = 1 ]
    grep -qx 'role/nurse	4	4	.*' results/current/concepts.tsv
    awk -F '\t' '$1 == "rich.txt" { print $3 }' results/current/documents.tsv | diff -u <(echo failed) -
    echo 'A nurse.' >corpus/rich.txt
    again
    grep -qx 'role/nurse	5	5	.*' results/current/concepts.tsv
}

@test "old generations go, and with them what they were made of" {
    make_corpus
    local i
    for i in 1 2 3 4; do
        echo "Nurse number $i." >corpus/changing.txt
        again --generations 2
    done
    generations | diff -u <(printf '3\n4\n') -
    [ "$(find results/cache/tokens -name 'changing.txt.*' | wc -l)" = 2 ]
    [ "$(find results/cache/tagged -name 'changing.txt.*' | wc -l)" = 2 ]
}

@test "options of count apply to the table of all documents, not to each" {
    make_corpus
    printf 'A nurse, a nurse.\n' >corpus/nurses.txt
    reprocess corpus -d my.tsv -o results --table 'first --top 1' --table 'often --min 5' --table 'sites -g doc --wide doc --zeros'
    frequencies -d my.tsv --keep tokens -o all corpus/*.* corpus/deep/*
    count --top 1 tokens | diff -u - results/current/first.tsv
    count --min 5 tokens | diff -u - results/current/often.tsv
    count -g doc --wide doc --zeros tokens | diff -u - results/current/sites.tsv
    [ "$(wc -l <results/current/often.tsv)" = 2 ]
}

@test "documents that are read and tagged together are as those that are read and tagged alone" {
    mkdir corpus
    local i
    for i in $(seq 1 70); do printf 'Document %d: peer workers.\n\nMore\0%s.\n' "$i" "$i" >"corpus/$i.txt"; done
    printf 'No label: # newdoc id = x\n\n\n# newdoc id = y\n' >"corpus/back\\slash: 7.x.md"
    cp "$demo/abstracts.ris" "$demo/interviews.tsv" corpus
    : >corpus/empty.txt
    printf 'doc\ttext\n' >corpus/no-rows.tsv
    reprocess -j 1 corpus -d "$ROOT/dicts/roles.tsv" -o results
    [ "$(find results/cache/tagged -type f | wc -l)" = 75 ]
    local file name
    for file in corpus/*; do
        name=${file##*/}
        name=${name//\\/+5C}
        name=${name// /+20}
        (cd corpus && tokens "${file##*/}") | cmp - results/cache/tokens/"${name//:/+3A}".*
    done
    for file in results/cache/tagged/*; do
        name=${file##*/}
        concept-tag -d "$ROOT/dicts/roles.tsv" "results/cache/tokens/${name%.*}" | cmp - "$file"
    done
    reprocess -j 3 corpus -d "$ROOT/dicts/roles.tsv" -o again
    diff -r results/cache again/cache
    diff -r results/current/ again/current/
}

@test "two documents of one name in two folders are two documents" {
    mkdir -p corpus/{a,b,c,d}
    echo 'A nurse came.' >corpus/a/p1.txt
    echo 'A nurse left.' >corpus/b/p1.md
    echo 'A peer worker.' >corpus/c/p2.txt
    reprocess corpus -d "$ROOT/dicts/roles.tsv" -o results --table 'mentions -g doc'
    alone() { (cd corpus && find . -type f -printf '%P\0' | sort -z | xargs -0 frequencies -d "$ROOT/dicts/roles.tsv" -g doc); }
    alone | diff -u - results/current/mentions.tsv
    cut -f 1 results/current/mentions.tsv | diff -u <(printf '%s\n' doc a/p1.txt b/p1.md p2) -
    # A namesake that comes later changes the id of the first, which is then read again.
    echo 'A nurse and a peer worker.' >corpus/d/p2.txt
    reprocess corpus -d "$ROOT/dicts/roles.tsv" -o results --table 'mentions -g doc'
    alone | diff -u - results/current/mentions.tsv
    grep -q '^c/p2.txt	' results/current/mentions.tsv
}

@test "tables whose names are taken are refused" {
    make_corpus
    says 2 'documents.tsv is the list of documents' reprocess corpus -d my.tsv -o results --table 'documents -g doc'
    says 2 "two tables have the name 'a'" reprocess corpus -d my.tsv -o results --table a --table 'b' --table 'a -g doc'
    [ ! -e results ]
}

@test "what reprocess cannot do is said before anything is made" {
    make_corpus
    try() { reprocess corpus -d my.tsv -o results "$@"; }
    says 2 "concept-tag: none/my.tsv: cannot open" reprocess corpus -d none/my.tsv -o results
    says 2 "concept-tag: corpus: " reprocess corpus -d corpus -o results
    echo 'no table' >no-table.tsv
    says 2 'no-table.tsv:1: expected a header with the columns concept and pattern' \
        reprocess corpus -d my.tsv -d no-table.tsv -o results
    [ "$(wc -l <said.err)" = 1 ]
    says 2 "^reprocess: --jobs expects a number of processors, not '0'$" try -j 0
    says 2 "^reprocess: --jobs expects a whole number, not 'x'$" try -j x
    says 2 "^reprocess: --generations expects at least 1, not '0'$" try --generations 0
    says 2 "^reprocess: cannot write 'none/log' \(--log\)$" try --log none/log
    says 2 "^reprocess: cannot write 'none/changes' \(--changes\)$" try --changes none/changes
    says 2 "^reprocess: 'a' is no table that count can make$" try --table 'a --nope'
    [ ! -e results ]
    says 2 "my.tsv" reprocess corpus -d my.tsv -o my.tsv
    says 2 'the results cannot be the corpus' reprocess corpus -d my.tsv -o corpus
    [ "$(wc -l <said.err)" = 1 ]
}

@test "a table is counted anew where its options changed, from what is there" {
    make_corpus
    again
    find results/cache -type f -printf '%p %T@\n' | sort >before
    reprocess corpus -d my.tsv -o results --table 'concepts -g doc'
    frequencies -d my.tsv -g doc corpus/*.* corpus/deep/* | diff -u - results/current/concepts.tsv
    find results/cache -type f -printf '%p %T@\n' | sort | diff -u before -
}

@test "a table with keys from a file is counted anew where that file changed, wherever reprocess is called" {
    make_corpus
    printf 'doc\tsite\nsite-1\tA\nsite-2\tB\n' >'the sites.tsv'
    mkdir 'a folder'
    mv 'the sites.tsv' 'a folder/sites.tsv'
    cd 'a folder' || return 1
    by_site() { reprocess ../corpus -d ../my.tsv -o ../results --table 'sites -g site --meta sites.tsv' "$@"; }
    by_site
    grep -q '^A	role/nurse	' ../results/current/sites.tsv
    sed -i 's/\tA$/\tC/' sites.tsv
    by_site --changes - >changes
    grep -q '^C	role/nurse	' ../results/current/sites.tsv
    grep -q '^frequency	sites	[1-9] -> 0	A	role/nurse$' changes
    grep -q '^frequency	sites	0 -> [1-9]	C	role/nurse$' changes
}

@test "what moved is told of tables of every form, and where options changed, that alone" {
    make_corpus
    moved() {
        reprocess corpus -d my.tsv -o results --table 'wide -g doc --wide doc' --table 'sheet --csv' --table "other $1" --changes -
    }
    [ -z "$(moved '-g doc')" ]
    count --csv results/cache/tagged/* | diff -u - results/current/sheet.csv
    count results/cache/tagged/* | diff -u - results/current/sheet.tsv
    echo 'A nurse.' >corpus/new.txt
    moved '-g speaker' | sort >changes
    diff -u <(printf '%s\n' 'document	new	new.txt' 'frequency	sheet	4 -> 5	role/nurse' \
        'frequency	wide	0 -> 1	role/nurse	new' 'table	changed	other	-g doc -> -g speaker') changes
    [ -z "$(moved '-g speaker')" ]
    rm corpus/new.txt
    moved '-g speaker' | sort >changes
    diff -u <(printf '%s\n' 'document	gone	new.txt' 'frequency	other	2 -> 1		role/nurse' \
        'frequency	sheet	5 -> 4	role/nurse' 'frequency	wide	1 -> 0	role/nurse	new') changes
}

@test "a corpus that is suddenly empty is trouble, and the results stay" {
    make_corpus
    again
    mv corpus gone
    mkdir corpus
    says 2 "^reprocess: there is no file in '.*/corpus'; the results stay as they are$" again
    [ "$(readlink results/current)" = generations/1 ]
}

@test "results may lie in the corpus, and the corpus in a hidden folder" {
    make_corpus
    mkdir -p '.study/[a]*'
    mv corpus my.tsv '.study/[a]*'
    cd '.study/[a]*' || return 1
    mkdir corpus/.hidden corpus/results-2
    echo 'A nurse.' | tee corpus/.hidden/x.txt >corpus/results-2/x.txt
    for _ in 1 2; do
        reprocess corpus -d my.tsv -o corpus/results
        cut -f 1 corpus/results/current/documents.tsv | sort |
            diff -u <(cd corpus && find . \( -name '.?*' -o -name results \) -prune -o -type f -printf '%P\n' | { echo path && cat; } | sort) -
        [ "$(wc -l <corpus/results/current/documents.tsv)" = 7 ]
    done
}

@test "a name may be long, and two long names are two documents" {
    make_corpus
    local long
    long=corpus/$(printf '\303\244%.0s' $(seq 1 110))
    mkdir "$long" "${long}b"
    echo 'A nurse.' >"$long/$(printf 'x%.0s' $(seq 1 200)).txt"
    echo 'A nurse.' >"${long}b/$(printf 'x%.0s' $(seq 1 200)).txt"
    again
    grep -qx 'role/nurse	6	6	.*' results/current/concepts.tsv
}

@test "a name with a line break or a tab is shown, and nothing is done" {
    make_corpus
    again
    echo 'A nurse.' >$'corpus/two\tcells.txt'
    says 2 'holds a line break or a tab: two\^Icells.txt' again
    generations | diff -u <(echo 1) -
}

@test "what a machine that lost its power has left empty is made again" {
    make_corpus
    again
    cp -r results/current/ undisturbed
    local file
    for file in results/cache/tagged/* results/cache/tokens/site-1*; do : >"$file"; done
    rm results/current/key
    again
    diff -u undisturbed/concepts.tsv results/current/concepts.tsv
    [ -z "$(find results/cache -size 0)" ]
}

@test "a document that its owner alone may read is named, and the others are done" {
    make_corpus
    chmod 000 corpus/site-1.txt
    if [ "$(id -u)" = 0 ]; then
        needs setpriv
        chmod -R a+rX "$PWD" && chmod 000 corpus/site-1.txt && mkdir results && chown nobody results
        local path
        for path in "$PWD" "$ROOT"; do
            setpriv --reuid nobody --clear-groups ls "$path" >/dev/null || skip 'nobody cannot come here'
        done
        again() {
            setpriv --reuid nobody --clear-groups "$ROOT/pipelines/reprocess" corpus -d my.tsv -o results
        }
    fi
    says 2 'reprocess: not read: site-1.txt' again
    grep -q 'site-1.txt: Permission denied' said.err
    grep -qx 'role/nurse	3	3	.*' results/current/concepts.tsv
}

@test "a second run says that the first is at work, and ends with 75" {
    make_corpus
    mkdir results
    exec 8>results/lock
    flock 8
    says 75 'another run is at work' again
    exec 8>&-
    again
}

@test "a run that is killed is resumed, and its result is that of an undisturbed one" {
    make_corpus
    again
    cp -r results/current/ undisturbed
    rm -r results
    local pause process
    for pause in 0.1 0.2 0.3 0.5; do
        setsid "$ROOT/pipelines/reprocess" corpus -d my.tsv -o results --table concepts \
            --table 'speakers -g speaker' >/dev/null 2>&1 &
        process=$!
        sleep $pause
        kill -9 -$process 2>/dev/null || true
        wait $process 2>/dev/null || true
        for table in concepts speakers; do
            [ ! -e results/current ] || diff -u undisturbed/$table.tsv results/current/$table.tsv
        done
    done
    again
    for table in concepts speakers documents; do
        diff -u undisturbed/$table.tsv results/current/$table.tsv
    done
}
