# flatten: tokens and hits as tables.
load helpers
load tokens

@test "a row for each word, with the columns of the stream" {
    udpipe >tokens
    flatten tokens | cut -f 1-7,13 | diff -u <(printf '%s\n' $'doc\tsent_id\tsentence\tid\tform\tlemma\tupos\tmisc' \
        $'d\\\\1\t1\t1\t1\tDo\tdo\tAUX\t_' $'d\\\\1\t1\t1\t2\tn’t\tnot\tPART\t_' $'d\\\\1\t1\t1\t3\tgo\tgo\tVERB\tSpaceAfter=No' \
        $'d\\\\1\t1\t1\t4\t.\t.\tPUNCT\tSpacesAfter=\\\\n\\\\n' $'d\\\\1\t2\t2\t1\tNo\tno\tINTJ\tSpacesBefore=\\\\s|SpaceAfter=No') -
    [ "$(flatten "$DATA/sample.conllup" | tail -n +2 | wc -l)" -eq \
        "$(count --of form "$DATA/sample.conllup" | awk -F '\t' 'NR == 2 { print $4 }')" ]
}

@test "columns are chosen by their names in table or stream" {
    flatten -c form,concept "$DATA/sample.tagged.conllup" >chosen
    head -n 2 chosen | diff -u <(printf 'doc\tsent_id\tsentence\tform\tconcept\nfg1\tfg1-1\t1\tPeer\t1:role/peer-worker\n') -
    flatten --choose FORM,COSPAN:CONCEPT "$DATA/sample.tagged.conllup" | same chosen
    flatten -c 'misc, form,misc' "$DATA/sample.tagged.conllup" 2>err && return 1
    grep -q "^flatten: two columns would be called 'misc'$" err
    says 2 "^flatten: .*sample.tagged.conllup: no column 'lemma'; the columns are ID, FORM, MISC, COSPAN:CONCEPT$" \
        flatten -c lemma "$DATA/sample.tagged.conllup"
}

@test "keys become columns, and fixed columns are not repeated" {
    flatten -c form -g doc,year,speaker,sent_id "$DATA/sample.conllup" | head -n 2 |
        diff -u <(printf 'doc\tyear\tspeaker\tsent_id\tsentence\tform\nfg1\t2021\tM3\tfg1-1\t1\tPeer\n') -
    printf 'doc\tplace\nfg2\tUlm\n' >side.tsv
    flatten -c form -g place --meta side.tsv "$DATA/sample.conllup" | cut -f 2 | sort | uniq -c |
        awk '{ print $1, $2 }' | diff -u <(printf '%s\n' '16 ' '13 Ulm' '1 place') -
    says 0 "^flatten: no sentence and no document has the key 'gender'; the keys are doc, " flatten -g gender "$DATA/sample.conllup"
    says 2 "^flatten: two columns would be called 'form'$" flatten -g form "$DATA/sample.conllup"
}

@test "a row for each hit, as many as count counts" {
    dictionary >dictionary.tsv
    for overlap in concept dictionary one all; do
        tokenize "$DATA/interview.txt" "$DATA/sample.txt" | concept-tag -d dictionary.tsv --overlap "$overlap" >tagged
        flatten --hits tagged | cut -f 7 | tail -n +2 | sort | uniq -c | awk '{ print $2 "\t" $1 }' |
            same <(count tagged | cut -f 1,2 | tail -n +2)
    done
}

@test "columns of hits are chosen by name" {
    dictionary >dictionary.tsv
    tokenize "$DATA/interview.txt" | concept-tag -d dictionary.tsv --patterns >tagged
    flatten --hits tagged | cut -f 1-4 >first
    flatten --hits -c text,start,concept,start tagged 2>err && return 1
    grep -q "^flatten: two columns would be called 'start'$" err
    flatten --hits -c 'text, pattern,concept,end,start' tagged |
        same <(paste first <(flatten --hits tagged | awk -F '\t' -v OFS='\t' '{ print $9, $8, $7, $6, $5 }'))
    says 2 "^flatten: no column 'form'; the columns of hits are start, end, concept, pattern, text$" flatten --hits -c form tagged
}

@test "hits are where tokenize --offsets says, and their text is there" {
    dictionary >dictionary.tsv
    printf 'doc\ttext\nd\t \\n Ünser  Peer\\nworkers — trust\\t\\t!\\n\nd\tTrust. Peer  worker’s 𝔸 workers\ne\ttrust\n' >documents.tsv
    tokenize documents.tsv | concept-tag -d dictionary.tsv >tagged
    tokenize --offsets documents.tsv | concept-tag -d dictionary.tsv >offsets
    flatten --hits tagged | same <(flatten --hits offsets)
    # Of document d, whose two texts are one after the other.
    text=$(printf ' \n Ünser  Peer\nworkers — trust\t\t!\nTrust. Peer  worker’s 𝔸 workers')
    flatten --hits tagged | awk -F '\t' '$1 == "d" { print $5, $6 }' | while read -r start end; do
        (LC_ALL=C.UTF-8 && printf '%s\n' "${text:start:end-start}")
    done >pieces
    flatten --hits tagged | awk -F '\t' '$1 == "d" { print $9 }' | sed 's/\\n/\n/' | same pieces
    grep -q '^Peer  worker’s$' pieces
}

@test "hits within a multiword token have its text" {
    udpipe >tokens
    printf 'concept\tpattern\nnot\tnot\nneg\tdo not go\n' >dictionary.tsv
    concept-tag -d dictionary.tsv --column LEMMA --patterns tokens | flatten --hits | cut -f 4-9 |
        diff -u <(printf '%s\t%s\t%s\t%s\t%s\t%s\n' sentence start end concept pattern text \
            1 0 9 neg 'do not go' 'Don’t  go' 1 0 5 not not 'Don’t') -
}

@test "no columns, no hits, no documents" {
    flatten </dev/null | diff -u <(printf 'doc\tsent_id\tsentence\n') -
    flatten --hits </dev/null | diff -u <(printf 'doc\tsource\tsent_id\tsentence\tstart\tend\tconcept\tpattern\ttext\n') -
    says 2 "^flatten: .*: no column 'COSPAN:CONCEPT'; the columns are ID, FORM, MISC$" flatten --hits "$DATA/sample.conllup"
}

@test "CSV is guarded" {
    printf '# global.columns = ID FORM\n1\t=1+2\n2\t"\n\n' >tokens
    flatten --csv tokens | diff -u <(printf '\357\273\277doc,sent_id,sentence,id,form\r\n,,1,1,'"'"'=1+2\r\n,,1,2,""""\r\n') -
    flatten --csv --raw tokens | grep -q ',=1+2'
}

@test "options that exclude each other are refused" {
    for options in '--all --hits' '--all -c form' '--all --csv'; do
        # shellcheck disable=SC2086 # several words on purpose
        says 2 '^flatten: --all keeps everything' flatten $options
    done
}
