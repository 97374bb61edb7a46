load helpers

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    [ "$BUILD" = "$ROOT/build" ] || skip 'the pipelines are of the release build'
    PATH=$ROOT/pipelines:$PATH
    demo=$ROOT/pipelines/demo-data
}

@test "the sample interviews give the same table as a table and as subtitles" {
    frequencies "$demo/interviews.tsv" >expected
    frequencies "$demo"/interviews/*.vtt | diff -u expected -
    [ "$(wc -l <expected)" -gt 20 ]
    frequencies -g speaker "$demo/interviews.tsv" >expected
    frequencies -g speaker "$demo"/interviews/*.vtt | diff -u expected -
}

@test "the sample abstracts give the same table as a table and as RIS, by year" {
    frequencies -g year "$demo/abstracts.tsv" >expected
    frequencies -g year "$demo/abstracts.ris" | diff -u expected -
    grep -q '^2012' expected
}

@test "frequencies takes files of every kind at once" {
    echo 'A nurse came.' >note.txt
    frequencies -k kept -o all.tsv "$demo/interviews.tsv" "$demo/abstracts.ris" note.txt
    [ "$(grep -c '^# newdoc' kept)" = 69 ]
    frequencies -o all-2.tsv "$demo/interviews.tsv" "$demo/abstracts.tsv" note.txt
    diff -u all-2.tsv all.tsv
    grep -q '^role/' all.tsv
    grep -q '^# newdoc id = note$' kept
}

@test "PDF is read with pdftotext, and the number of a page is no word" {
    needs pdftotext
    printf '%s\n' '%PDF-1.1' '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj' \
        '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj' \
        '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj' \
        '4 0 obj<</Length 95>>stream' \
        'BT /F 12 Tf 20 200 Td (The nurse and the nurses came.) Tj 100 -150 Td (17) Tj ET' \
        'endstream endobj' 'trailer<</Root 1 0 R>>' >essay.pdf
    tokens essay.pdf >out 2>messages
    grep -q '^# newdoc id = essay$' out
    grep -qx '# source = essay.pdf:[0-9]*' out
    [ "$(grep -c "^[0-9]" out)" -eq 7 ]
    echo 'A nurse came.' >note.txt
    frequencies -g doc essay.pdf note.txt | cut -f 1 | sort -u | diff -u <(printf '%s\n' doc essay note) -
    mkdir folder
    cp essay.pdf folder/note.pdf
    tokens essay.pdf folder/note.pdf note.txt 2>messages | sed -n 's/^# newdoc id = //p' |
        diff -u <(printf '%s\n' essay folder/note.pdf note) -
    mkdir corpus few
    cp -R essay.pdf note.txt folder corpus
    reprocess -c corpus -d "$ROOT/dicts/roles.tsv" -o results -t 'mentions -g doc' 2>messages
    tail -n +2 results/current/mentions.tsv | cut -f 1-3 |
        diff -u <(printf '%s\t%s\n' essay 'role/non-peer-professional/professional	2' \
            folder/note.pdf 'role/non-peer-professional/professional	2' note.txt 'role/non-peer-professional/professional	1') -
    # Where nothing reads PDF, that is said of each, and the others are read.
    local path
    for path in /bin/* /usr/bin/*; do
        [ "${path##*/}" = pdftotext ] || [ -e "few/${path##*/}" ] || ln -s "$path" "few/${path##*/}"
    done
    PATH=$FILTERS:$PWD/few:$ROOT/pipelines says 2 '^tokens: essay.pdf: is PDF, which pdftotext reads: install poppler-utils$' \
        tokens essay.pdf note.txt
    grep -q 'newdoc id = note' said.out
    rm -r results
    PATH=$FILTERS:$PWD/few:$ROOT/pipelines says 2 '^reprocess: not read: essay.pdf$' \
        reprocess -c corpus -d "$ROOT/dicts/roles.tsv" -o results -t 'mentions -g doc'
    tail -n +2 results/current/mentions.tsv | cut -f 1 | diff -u <(echo note.txt) -
    printf '%%PDF-1.1 and no more' >broken.pdf
    says 2 . tokens broken.pdf note.txt
    grep -q 'newdoc id = note' said.out
}

@test "a folder holds tokens, tables, CSV and pictures, of concepts and of groups" {
    frequencies -f out -g year "$demo/abstracts.ris"
    for name in concepts groups; do
        xmllint --noout "out/$name.svg"
        [ "$(tail -n +2 "out/$name.csv" | wc -l)" = "$(tail -n +2 "out/$name.tsv" | wc -l)" ]
    done
    frequencies "$demo/abstracts.ris" | diff -u - out/concepts.tsv
    frequencies -g year "$demo/abstracts.ris" | diff -u - out/groups.tsv
    count out/tokens.conllup | diff -u - out/concepts.tsv
}

@test "the picture of README.md is what the programs draw" {
    frequencies -k kept -o table "$demo/abstracts.tsv"
    count -g year --level 1 kept | chart --title 'What sixty fictional abstracts write about' \
        --source 'pipelines/demo-data/abstracts.tsv, three dictionaries of dicts/' -f svg |
        diff -u "$demo/abstracts-by-year.svg" -
}

@test "what follows -- goes to count" {
    frequencies "$demo/abstracts.ris" -- --top 2 --level 1 | cut -f 1 | wc -l | diff -u <(echo 3) -
}

@test "a file that cannot be read is named, the others are counted, the status is 2" {
    says 2 'missing.txt: cannot open' frequencies "$demo/abstracts.ris" missing.txt
    [ "$(wc -l <said.out)" -gt 5 ]
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
    reprocess -c corpus -d my.tsv -o results -t concepts -t 'speakers -g speaker' -l log "$@"
}

generations() {
    find results/generations -mindepth 1 -maxdepth 1 -printf '%f\n' | sort
}

@test "every pipeline says what it does, and what is wrong with a command line, with status 2" {
    local path name
    for path in "$ROOT"/pipelines/* "$ROOT"/pipelines/engines/*; do
        name=${path##*/}
        if [ -d "$path" ] || [ ! -x "$path" ] || [[ $name == install-dependencies || $name == demo ]]; then continue; fi
        "$path" --help >help || return 1
        "$path" -h | diff -u help -
        [[ $name != condense ]] || "$path" -o folder --help | diff -u help -
        grep -qE "^  .*$name( |\$)" help || { echo "$name: no usage" && return 1; }
        [[ $name != pipe-reduce ]] || continue
        says 2 "^$name: expected" "$path"
        case $name in changes | map | batch) continue ;; esac
        says 2 "^$name: no option '-(Z|-nope)'; '$name --help' says more$" "$path" --nope
        [ "$(wc -l <said.err)" = 1 ]
        says 2 "^$name: no option '-Z'; '$name --help' says more$" "$path" -Z
        case $name in
        tokens) says 2 "^tokens: -l expects a list that can be read, not 'none'$" "$path" -l none ;;
        transcripts | pipe-map) says 2 "^$name: -d expects an argument; '$name --help' says more$" "$path" -d ;;
        *) says 2 "^$name: -o expects an argument; '$name --help' says more$" "$path" -o ;;
        esac
    done
}

@test "options of a pipeline may stand behind its files, before the options of count" {
    frequencies "$demo/abstracts.ris" -d "$ROOT/dicts/roles.tsv" -g year -- --top 1 |
        diff -u <(frequencies -d "$ROOT/dicts/roles.tsv" -gyear "$demo/abstracts.ris" -- --top 1) -
    frequencies -d "$ROOT/dicts/roles.tsv" "$demo/abstracts.ris" -- --top 1 | wc -l | diff -u <(echo 2) -
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
    again -C changes
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
    again -C changes
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
    again -C - >changes
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
        again -k 2
    done
    generations | diff -u <(printf '3\n4\n') -
    [ "$(find results/cache/tokens -name 'changing.txt.*' | wc -l)" = 2 ]
    [ "$(find results/cache/tagged -name 'changing.txt.*' | wc -l)" = 2 ]
}

@test "options of count apply to the table of all documents, not to each" {
    make_corpus
    printf 'A nurse, a nurse.\n' >corpus/nurses.txt
    reprocess -c corpus -d my.tsv -o results -t 'first --top 1' -t 'often --min 5' -t 'sites -g doc --wide doc --zeros'
    frequencies -d my.tsv -k tokens -o all corpus/*.* corpus/deep/*
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
    reprocess -j 1 -c corpus -d "$ROOT/dicts/roles.tsv" -o results
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
    reprocess -j 3 -c corpus -d "$ROOT/dicts/roles.tsv" -o again
    diff -r results/cache again/cache
    diff -r results/current/ again/current/
}

@test "two documents of one name in two folders are two documents" {
    mkdir -p corpus/{a,b,c,d}
    echo 'A nurse came.' >corpus/a/p1.txt
    echo 'A nurse left.' >corpus/b/p1.md
    echo 'A peer worker.' >corpus/c/p2.txt
    reprocess -c corpus -d "$ROOT/dicts/roles.tsv" -o results -t 'mentions -g doc'
    alone() { (cd corpus && find . -type f -printf '%P\0' | sort -z | xargs -0 frequencies -d "$ROOT/dicts/roles.tsv" -g doc); }
    alone | diff -u - results/current/mentions.tsv
    cut -f 1 results/current/mentions.tsv | diff -u <(printf '%s\n' doc a/p1.txt b/p1.md p2) -
    # A namesake that comes later changes the id of the first, which is then read again.
    echo 'A nurse and a peer worker.' >corpus/d/p2.txt
    reprocess -c corpus -d "$ROOT/dicts/roles.tsv" -o results -t 'mentions -g doc'
    alone | diff -u - results/current/mentions.tsv
    grep -q '^c/p2.txt	' results/current/mentions.tsv
}

@test "tables whose names are taken are refused" {
    make_corpus
    says 2 'documents.tsv is the list of documents' reprocess -c corpus -d my.tsv -o results -t 'documents -g doc'
    says 2 "two tables have the name 'a'" reprocess -c corpus -d my.tsv -o results -t a -t 'b' -t 'a -g doc'
    [ ! -e results ]
}

@test "what reprocess cannot do is said before anything is made" {
    make_corpus
    try() { reprocess -c corpus -d my.tsv -o results "$@"; }
    says 2 "cannot read '.*/none/my.tsv'" reprocess -c corpus -d none/my.tsv -o results
    says 2 "cannot read '.*/corpus'" reprocess -c corpus -d corpus -o results
    echo 'no table' >no-table.tsv
    says 2 'no-table.tsv:1: expected a header with the columns concept and pattern' \
        reprocess -c corpus -d my.tsv -d no-table.tsv -o results
    [ "$(wc -l <said.err)" = 1 ]
    says 2 "^reprocess: -j expects a number of processors, not '0'$" try -j 0
    says 2 "^reprocess: -j expects" try -j x
    says 2 "^reprocess: -k expects how many generations are kept, not '0'$" try -k 0
    says 2 "^reprocess: cannot write 'none/log' \(-l\)$" try -l none/log
    says 2 "^reprocess: cannot write 'none/changes' \(-C\)$" try -C none/changes
    says 2 "^reprocess: 'a' is no table that count can make$" try -t 'a --nope'
    [ ! -e results ]
    says 2 "my.tsv" reprocess -c corpus -d my.tsv -o my.tsv
    says 2 'the results cannot be the corpus' reprocess -c corpus -d my.tsv -o corpus
    [ "$(wc -l <said.err)" = 1 ]
}

@test "a table is counted anew where its options changed, from what is there" {
    make_corpus
    again
    find results/cache -type f -printf '%p %T@\n' | sort >before
    reprocess -c corpus -d my.tsv -o results -t 'concepts -g doc'
    frequencies -d my.tsv -g doc corpus/*.* corpus/deep/* | diff -u - results/current/concepts.tsv
    find results/cache -type f -printf '%p %T@\n' | sort | diff -u before -
}

@test "a table with keys from a file is counted anew where that file changed, wherever reprocess is called" {
    make_corpus
    printf 'doc\tsite\nsite-1\tA\nsite-2\tB\n' >'the sites.tsv'
    mkdir 'a folder'
    mv 'the sites.tsv' 'a folder/sites.tsv'
    cd 'a folder' || return 1
    by_site() { reprocess -c ../corpus -d ../my.tsv -o ../results -t 'sites -g site --meta sites.tsv' "$@"; }
    by_site
    grep -q '^A	role/nurse	' ../results/current/sites.tsv
    sed -i 's/\tA$/\tC/' sites.tsv
    by_site -C - >changes
    grep -q '^C	role/nurse	' ../results/current/sites.tsv
    grep -q '^frequency	sites	[1-9] -> 0	A	role/nurse$' changes
    grep -q '^frequency	sites	0 -> [1-9]	C	role/nurse$' changes
}

@test "what moved is told of tables of every form, and where options changed, that alone" {
    make_corpus
    moved() {
        reprocess -c corpus -d my.tsv -o results -t 'wide -g doc --wide doc' -t 'sheet --csv' -t "other $1" -C -
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
        reprocess -c corpus -d my.tsv -o corpus/results
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
            setpriv --reuid nobody --clear-groups "$ROOT/pipelines/reprocess" -c corpus -d my.tsv -o results
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
        setsid "$ROOT/pipelines/reprocess" -c corpus -d my.tsv -o results -t concepts \
            -t 'speakers -g speaker' >/dev/null 2>&1 &
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

# A review of the sample exports, with the strategy of the protocol.
review() {
    scoping-review -o review -s "$ROOT/dicts/strategies/peer-support-cocreation.ovid" -a ada -b bo \
        "$demo"/review/*
}

# Fills a sheet: every third record is excluded, for one of two reasons.
decide() { # sheet, offset
    awk -F '\t' -v OFS='\t' -v offset="$2" 'NR > 1 {
        out = (NR + offset) % 3 == 0
        $4 = out ? "exclude" : "include"
        $5 = out ? (NR % 2 ? "no co-creation" : NR % 4 ? "No peer support" : "no peer support") : ""
    } { print }' "$1" >filled && cat filled >"$1"
}

# The n of a tally, or the sum of those that match.
tally_of() { # stage, reason
    awk -F '\t' -v stage="$1" -v reason="$2" '$1 == stage && $3 == reason { n += $4 } END { print n + 0 }' \
        review/tally.tsv
}

@test "a review finds the planted duplicates, and no record is lost before the screening" {
    review >said
    [ "$(tally_of records in)" = 188 ]
    [ "$(tally_of records out)" = 188 ]
    # 152 studies, and eight records that are not the study they stand beside.
    [ "$(tally_of dedupe out)" = 160 ]
    [ "$(tally_of search out)" = "$(($(wc -l <review/3-found/found.tsv) - 1))" ]
    [ "$(wc -l <review/4-screening/ada-1.tsv)" = "$(wc -l <review/3-found/found.tsv)" ]
    [ "$(wc -l <review/3-found/history.tsv)" = 50 ]
    grep -q 'Records screened' review/flow.csv
    xmllint --noout review/flow.svg
}

@test "with the decisions a review goes on to agreement, data chart, map and flow diagram" {
    review >/dev/null
    decide review/4-screening/ada-1.tsv 0
    decide review/4-screening/bo-1.tsv 1
    review >said
    local included
    included=$(awk -F '\t' '$4 == "include"' review/4-screening/ada-1.tsv | wc -l)
    [ "$(tail -n +2 review/5-included/included.tsv | wc -l)" = "$included" ]
    [ "$(tally_of screen out)" = "$included" ]
    grep -q '^decision_ada,decision_bo	kappa	' review/5-included/agreement.tsv
    head -n 1 review/5-included/data-chart.tsv | grep -q 'doc	authors	year	title	.*_evidence	confirmed_by$'
    [ "$(wc -l <review/5-included/data-chart.tsv)" = $((included + 1)) ]
    [ "$(head -n 1 review/5-included/evidence-map.tsv)" = 'participant	factor	studies' ]
    xmllint --noout review/flow.svg review/5-included/evidence-map.svg
    grep -q 'no co-creation' review/flow.svg
    [ "$(cut -f 3 review/tally.tsv | grep -ci '^no peer support$')" = 1 ]
}

@test "nothing that a person wrote in a review is written over, and new records get a new sheet" {
    review >/dev/null
    decide review/4-screening/ada-1.tsv 0
    decide review/4-screening/bo-1.tsv 0
    review >/dev/null
    awk -F '\t' -v OFS='\t' 'NR > 1 { $NF = "ada" } { print }' review/5-included/data-chart.tsv >chart
    cp chart review/5-included/data-chart.tsv
    cp -r review/4-screening before
    printf 'TY  - JOUR\nTI  - %s\nAB  - %s\nPY  - 2023\nLA  - English\nAU  - Late, Comer\nDO  - 10.99999/late\nER  - \n' \
        'Peer support and co-creation in mental health care' \
        'Peer support workers took part in the co-creation of a mental health service.' >late.ris
    scoping-review -o review -s "$ROOT/dicts/strategies/peer-support-cocreation.ovid" -a ada -b bo \
        "$demo"/review/* late.ris >said
    diff -u before/ada-1.tsv review/4-screening/ada-1.tsv
    diff -u before/bo-1.tsv review/4-screening/bo-1.tsv
    diff -u chart review/5-included/data-chart.tsv
    grep -q '^10.99999/late	' review/4-screening/ada-2.tsv
    [ "$(wc -l <review/4-screening/ada-2.tsv)" = 2 ]
    grep -q 'screening .* 1 records have no decision of ada yet' said
}

@test "a review reads its sheets and pairs as spreadsheets save them, and records that were merged later" {
    printf 'TY  - JOUR\nTI  - %s\nAB  - Peer support.\nPY  - 2020\nAU  - Late, Comer\nJO  - Care\nVL  - 3\nSP  - 12\nER  - \n' \
        'Peer support and co-creation in mental health care' >early.ris
    { cat early.ris && printf 'TY  - JOUR\nTI  - Trust\nPY  - 2019\nER  - \n'; } >first.ris
    scoping-review -o review -a ada -b bo -p 1 first.ris >/dev/null
    decide review/4-screening/ada-1.tsv 0
    decide review/4-screening/bo-1.tsv 0
    for path in review/4-screening/*-1.tsv review/2-studies/pairs.review.tsv; do
        { printf '\357\273\277' && sed 's/$/\r/' "$path"; } >saved && cat saved >"$path"
    done
    sed -e 's/AB  - .*/&\nDO  - 10.99999\/full\nAB  - A much longer abstract of the same study./' early.ris >late.ris
    scoping-review -o review -a ada -b bo -p 1 first.ris late.ris >said 2>err
    [ "$(tally_of dedupe duplicate)" = 1 ]
    [ ! -e review/4-screening/ada-2.tsv ]
    grep -q '^included' said
    [ ! -s err ]
}

@test "a review in which nothing is found, or a file is not there, ends and says so" {
    printf '1. nothinglikethis.ti.\n' >none.ovid
    scoping-review -o review -s none.ovid -a ada -b bo "$demo"/review/* >said
    grep -q '^screening .*nothing is found' said
    [ ! -e review/5-included/data-chart.tsv ]
    [ -e review/flow.svg ]
    scoping-review -o 'Übersicht 1' -a 'Åse N.' -b bo "$demo"/review/* >/dev/null
    [ -e 'Übersicht 1/4-screening/Åse N.-1.tsv' ]
    for name in bo a/b -x '' a,b; do
        says 2 '^scoping-review: expected two names of reviewers' scoping-review -a "$name" -b bo "$demo"/review/*
    done
    says 2 "^scoping-review: cannot read 'lost.ovid'" scoping-review -o other -s lost.ovid "$demo"/review/*
    says 2 "^scoping-review: cannot read 'lost.tsv'" scoping-review -o other -d lost.tsv "$demo"/review/*
    [ ! -e other ]
}

@test "pairs that are new are added to those that a person has, and a chart that nobody changed is made again" {
    local page
    for page in 112-119 340-349; do
        printf 'TY  - JOUR\nTI  - %s\nPY  - 2020\nAU  - Late, Comer\nJO  - Care\nVL  - 3\nSP  - %s\nER  - \n' \
            'Peer support and co-creation in mental health care' $page
    done >two.ris
    scoping-review -o review -a ada -b bo two.ris >/dev/null
    cp review/2-studies/pairs.review.tsv all
    [ "$(wc -l <all)" = 2 ]
    head -n 1 all >review/2-studies/pairs.review.tsv
    decide review/4-screening/ada-1.tsv 0
    decide review/4-screening/bo-1.tsv 0
    scoping-review -o review -a ada -b bo two.ris >/dev/null
    diff -u all review/2-studies/pairs.review.tsv
    awk -F '\t' -v OFS='\t' 'NR > 1 { $3 = "No" } { print }' all >answered
    cp answered review/2-studies/pairs.review.tsv
    decide review/4-screening/ada-1.tsv 1
    scoping-review -o review -a ada -b bo two.ris >said
    diff -u answered review/2-studies/pairs.review.tsv
    grep -q '^studies .* 0 pairs are left' said
    grep -qx 'chart  *review/5-included/data-chart.tsv' said
    cut -f 1 review/5-included/included.tsv | diff -u - <(cut -f 1 review/5-included/data-chart.tsv)
}

# A study of the sample interviews, with condensates that cite and quote what they should.
study() {
    condense -o study -d "$ROOT/dicts/conditions.tsv" "$demo"/interviews/*.vtt
    condense -o study
    awk -F '\t' -v OFS='\t' '
        NR == FNR { if (FNR > 1) { split($5, word, " "); quote[$1] = word[1] " " word[2] } next }
        FNR > 1 { split($4, unit, " "); $5 = "One said “" quote[unit[1]] "”, and others agreed." }
        { print }' study/units.tsv study/condensates.tsv >written
    cat written >study/condensates.tsv
}

@test "a meaning unit is a turn, with all its codes and its place" {
    condense -o study -d "$ROOT/dicts/conditions.tsv" "$demo"/interviews/*.vtt
    head -n 1 study/units.tsv | diff -u <(printf 'unit\tdoc\tspeaker\tsource\ttext\tcodes\tsubgroup\n') -
    [ "$(cut -f 2,5 study/units.tsv | sort | uniq -d | wc -l)" = 0 ]
    grep -q '	.*; condition/' study/units.tsv
    while IFS=$'\t' read -r _ _ _ source text _; do
        sed -n "${source##*:}p" "${source%:*}" | normalize | grep -qF -- "$text"
    done < <(tail -n +2 study/units.tsv)
}

@test "condensates that cite and quote rightly become a report" {
    study
    condense -o study --check
    [ "$(grep -c '^## condition/' study/report.md)" -gt 5 ]
    [ "$(grep -c '^- u[0-9]*: ' study/report.md)" -ge "$(tail -n +2 study/units.tsv | wc -l)" ]
}

@test "a quotation that nobody said is named with its line, and there is no report" {
    study
    condense -o study --check
    sed -i '3s/“[^”]*”/“nobody said this”/' study/condensates.tsv
    says 2 "^condense: study/condensates.tsv:3: does not stand in a unit that is cited: 'nobody said this'$" \
        condense -o study --check
    [ "$(wc -l <said.err)" = 1 ]
    [ ! -e study/report.md ]
}

@test "a condensate without units, with foreign ones, and a forgotten unit are named" {
    study
    awk -F '\t' -v OFS='\t' 'NR == 2 { $4 = "u9999"; $5 = "Short." } NR == 3 { $4 = ""; $5 = "Short." } { print }' \
        study/condensates.tsv >changed
    cat changed >study/condensates.tsv
    says 2 "^condense: study/condensates.tsv:2: no unit 'u9999'$" condense -o study --check
    grep -q '^condense: study/condensates.tsv:3: cites no unit$' said.err
    grep -Eq '^condense: study/units.tsv:[0-9]+: unit u[0-9]+ is in no condensate$' said.err
}

# As spreadsheets save tab-separated text: returns, and quotation marks around cells that hold some.
save_as_spreadsheet() { # FILE
    awk -F '\t' -v OFS='\t' '{
        for (i = 1; i <= NF; i++) if ($i ~ /[",]/) { gsub(/"/, "\"\"", $i); $i = "\"" $i "\"" }
        print
    }' "$1" | sed 's/$/\r/' >saved
    cat saved >"$1"
}

@test "tables that a spreadsheet saved are read as what they were" {
    local change
    study
    condense -o study --check
    mv study/report.md expected
    cp -r study before
    save_as_spreadsheet study/units.tsv
    save_as_spreadsheet study/condensates.tsv
    condense -o study --check
    diff -u expected study/report.md
    rm study/condensates.tsv
    condense -o study
    cut -f 1-4 study/condensates.tsv | diff -u <(cut -f 1-4 before/condensates.tsv) -
    # As Unicode text, which is UTF-16, with a cell of two lines; its line is the first.
    sed -i '2s/One said/"One said/; 2s/$/\nand more “nobody said this”"/' before/condensates.tsv
    iconv -f utf-8 -t utf-16 before/condensates.tsv >study/condensates.tsv
    says 2 "^condense: study/condensates.tsv:2: does not stand in a unit that is cited: 'nobody said this'$" \
        condense -o study --check
    for change in 's/subgroup/group/' 's/\t/;/g'; do
        sed "1$change" before/units.tsv >study/units.tsv
        rm -f study/condensates.tsv
        says 2 "^condense: study/units.tsv: no column '[a-z]*'; expected unit codes subgroup, with tabs between$" condense -o study
    done
    iconv -f utf-8 -t utf-16 before/units.tsv >study/units.tsv
    printf 'u9\t\344\n' >>before/units.tsv
    cp before/units.tsv study/units.tsv
    says 2 '^condense: study/units.tsv: is no UTF-8' condense -o study
}

@test "of many problems of a kind the first ten are named" {
    study
    awk -F '\t' -v OFS='\t' 'NR > 1 { $4 = "" } { print }' study/condensates.tsv >changed
    cat changed >study/condensates.tsv
    says 2 '^condense: and [0-9]* more: unit ... is in no condensate$' condense -o study --check
    [ "$(grep -c 'is in no condensate' said.err)" = 11 ]
}

@test "what was written is not made again" {
    study
    says 2 'may hold your work' condense -o study
    says 2 'may hold your work' condense -o study -d "$ROOT/dicts/conditions.tsv" "$demo"/interviews/*.vtt
}
