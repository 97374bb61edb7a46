# shellcheck disable=SC1112 # typographic quotes are meant
# kwic: concordances whose text is the original one, and whose lines are the hits that count counts.
load helpers

dictionary() {
    printf 'concept\tpattern\nrole/peer\tpeer (worker*|support*)\nrole\tworker*\ntrust\ttrust*\nservice\tservice*\nrole/user\tservice user*\n'
}

# Two documents: turns of speakers, several sentences in a turn, a paragraph within one.
talk() {
    printf '%s\t%s\t%s\t%s\t%s\n' doc year speaker turn text \
        d1 2020 Ada 1 'We trust “peer  workers”. Why?\n\nBecause they listen.' d1 2020 Ada 1 'And (they) bridge.' \
        d1 2020 Bo 2 'Trust takes time, service users say.' d2 2021 Ada 1 'No peer\tworkers here!'
}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    dictionary >dictionary.tsv
    talk >talk.tsv
    tokenize talk.tsv >talked
}

# cells FIRST-LAST ROW...: these columns of a table on standard input are the rows, with cells
# separated by bars.
cells() {
    local columns=$1
    shift
    cut -f "$columns" | diff -u <(printf '%s\n' "$@" | tr '|' '\t') -
}

@test "the context is eight tokens on each side, across sentences and turns, within the document" {
    kwic -q 'why' -q here talked | diff -u <(printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
        doc source sent_id left node right concept \
        d1 talk.tsv:2 d1-2 'We trust “peer  workers”. ' Why '?\n\nBecause they listen.\nAnd (they' why \
        d2 talk.tsv:5 d2-1 'No peer\tworkers ' here '!' here) -
    kwic -q trust --window 2 talked | cells 4-6 'left|node|right' 'We |trust| “peer' 'bridge.\n|Trust| takes time'
    kwic -q trust --window 0 talked | cells 4-6 'left|node|right' '|trust|' '|Trust|'
    kwic -q trust --unit document --window 1000 talked | cells 4-6 'left|node|right' \
        'We |trust| “peer  workers”. Why?\n\nBecause they listen.\nAnd (they) bridge.\nTrust takes time, service users say.' \
        'We trust “peer  workers”. Why?\n\nBecause they listen.\nAnd (they) bridge.\n|Trust| takes time, service users say.'
}

@test "a unit is the whole context, and a window stays within it" {
    kwic -q listen --unit sentence talked | cells 4-6 'left|node|right' 'Because they |listen|.'
    kwic -q why --unit paragraph talked | cells 4-6 'left|node|right' 'We trust “peer  workers”. |Why|?'
    kwic -q listen -q say --unit turn talked | cells 4-6 'left|node|right' \
        'We trust “peer  workers”. Why?\n\nBecause they |listen|.\nAnd (they) bridge.' \
        'Trust takes time, service users |say|.'
    kwic -q listen --unit turn --window 3 talked | cells 4-6 'left|node|right' '?\n\nBecause they |listen|.\nAnd ('
    # Without turns it is the speaker; without speakers a turn is a paragraph.
    cut -f 1-3,5 talk.tsv | tokenize | kwic -q listen --unit turn |
        same <(kwic -q listen --unit turn talked | sed 's/talk.tsv/standard input/')
    cut -f 1,2,5 talk.tsv | tokenize | kwic -q listen --unit turn | cells 4-6 'left|node|right' 'Because they |listen|.'
}

@test "left, node and right are a piece of the text" {
    needs_shared 6-corpora/cran+quanteda-inaugural
    local file
    for file in "$SHARED"/6-corpora/cran+quanteda-inaugural/*.txt; do
        normalize "$file" >text
        tokenize text | kwic -d "$ROOT/dicts/conditions.tsv" -q nothing 2>/dev/null && return 1
        tokenize text | kwic -d "$ROOT/dicts/conditions.tsv" --window 12 | tail -n +2 |
            awk -F '\t' '{ print $4 $5 $6 }' >pieces
        # One line of the text in escapes, in which every piece must stand.
        awk '{ gsub(/\\/, "&&"); gsub(/\t/, "\\t"); printf "%s\\n", $0 }' text >line
        [ -s pieces ] && awk 'NR == FNR { text = $0; next } !index(text, $0) { print; bad = 1 } END { exit bad }' line pieces
    done
}

@test "as many lines as count counts, for every concept and every overlap" {
    for overlap in concept dictionary one all; do
        tokenize talk.tsv "$DATA/interview.txt" "$DATA/sample.txt" |
            concept-tag -d dictionary.tsv --overlap "$overlap" --patterns >tagged
        count tagged | cut -f 1,2 | tail -n +2 >counted
        [ "$(wc -l <counted)" -ge 4 ]
        for unit in document sentence turn paragraph; do
            kwic --unit "$unit" tagged | cut -f 7 | tail -n +2 | sort | uniq -c | awk '{ print $2 "\t" $1 }' | same counted
        done
        # What is looked for now is what would be marked.
        kwic -d dictionary.tsv --overlap "$overlap" tagged >now
        kwic tagged | same now
        kwic --of pattern tagged | cut -f 7 | tail -n +2 | sort | uniq -c | sed -E 's/ *([0-9]+) (.*)/\2\t\1/' |
            same <(count --of pattern tagged | cut -f 1,2 | tail -n +2)
        kwic -d dictionary.tsv --of pattern --overlap "$overlap" tagged | same <(kwic --of pattern tagged)
    done
}

@test "real dictionaries on a real corpus: lines of kwic are what count counts" {
    needs zstd
    needs_shared 6-corpora/transcripts.tar.zst
    # The first files of the corpus.
    { zstd -dc "$SHARED/6-corpora/transcripts.tar.zst" 2>/dev/null || true; } | head -c 3000000 |
        { tar -xO --wildcards '*.md' '*.txt' '*.vtt' 2>/dev/null || true; } | normalize | tokenize >tokens
    for overlap in concept one; do
        concept-tag -d "$ROOT/dicts/roles.tsv" -d "$ROOT/dicts/conditions.tsv" --overlap "$overlap" tokens >tagged
        kwic tagged | cut -f 7 | tail -n +2 | sort | uniq -c | awk '{ print $2 "\t" $1 }' >lines
        [ "$(wc -l <lines)" -ge 10 ]
        count tagged | cut -f 1,2 | tail -n +2 | same lines
    done
}

@test "a concept is also what is below it, and no other that begins alike" {
    tokenize talk.tsv | concept-tag -d dictionary.tsv >tagged
    kwic --concept role tagged | cells 5,7 'node|concept' 'peer  workers|role/peer' 'workers|role' \
        'service users|role/user' 'peer\tworkers|role/peer' 'workers|role'
    kwic --concept role/user --concept trust tagged | cells 5,7 'node|concept' 'trust|trust' 'Trust|trust' 'service users|role/user'
    kwic --concept rol tagged | cells 5 node
    concept-tag -d dictionary.tsv --patterns talked | kwic --of pattern --concept 'trust*' | cells 5,7 'node|pattern' \
        'trust|trust*' 'Trust|trust*'
}

@test "a query is a pattern of dictionaries" {
    kwic -q 'they <2> bridge' -q '{say ~3 service}' -q 'peer-worker*' talked | cells 5,7 'node|concept' 'peer  workers|peer-worker*' \
        'they) bridge|they <2> bridge' 'service users say|{say ~3 service}' 'peer\tworkers|peer-worker*'
    says 2 "^kwic: --query: expected .* in the pattern 'peer\|worker'; entry skipped$" kwic -q 'peer|worker' talked
    says 2 "^kwic: -q expects a pattern, not ' '$" kwic -q ' ' talked
    says 2 "^kwic: talked: no column 'COSPAN:CONCEPT'; the columns are ID, FORM, MISC$" kwic talked
    says 2 "^kwic: talked: no column 'LEMMA'" kwic -q a --column LEMMA talked
}

@test "lemmas and stems are compared, the text is shown" {
    printf '%s\n' $'1-2\tDon’t\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\s' $'1\tDo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_' \
        $'2\tn’t\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_' $'3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No' \
        $'3.1\tgone\t_\t_\t_\t_\t_\t_\t3:dep\t_' $'4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_' '' >plain
    kwic -q 'not go' -q 'do' --column LEMMA plain | cells 4-7 'left|node|right|concept' '|Don’t|  go.|do' '|Don’t  go|.|not go'
    stem --languages >stems 2>/dev/null || skip 'built without Snowball'
    stem talked | kwic -q 'trusting' -q 'time' --column COSPAN:STEM --stem english --window 1 |
        cells 4-7 'left|node|right|concept' 'We |trust| “|trusting' '.\n|Trust| takes|trusting' 'takes |time|,|time'
}

@test "keys become columns" {
    kwic -q here -g year,speaker,doc,source talked | cells 1-5 'doc|year|speaker|source|sent_id' 'd2|2021|Ada|talk.tsv:5|d2-1'
    printf 'doc\tplace\nd2\tUlm\n' >side.tsv
    kwic -q here -g place --meta side.tsv talked | cells 1-2 'doc|place' 'd2|Ulm'
    says 2 "^kwic: two columns would be called 'node'$" kwic -q here -g node talked
    says 0 "^kwic: no sentence and no document has the key 'age'; the keys are doc, " kwic -q here -g age talked
    says 2 "^kwic: .* 'yaer'; did you mean 'year'\?" kwic -q here -g yaer talked
}

@test "a concept that nothing has is reported with the nearest of those that exist" {
    stream() { printf '%s\n' '# global.columns = ID FORM COSPAN:CONCEPT' $'1\ta\t1:condition/trust' $'2\tb\t2:role/peer' '' >marked; }
    stream
    says 0 "^kwic: no hit of the concept 'condition/trsut'; did you mean 'condition/trust'\? the concepts are condition, condition/trust, role, role/peer$" \
        kwic --concept condition/trsut --concept role marked
    [ "$(wc -l <said.out)" = 2 ]
    says 0 "^kwic: no hit of the concept 'trust'; did you mean 'condition/trust'\?" kwic --concept trust marked
    says 0 "^kwic: no hit of the concept 'nurse'; the concepts are condition, " kwic --concept nurse marked
    kwic --concept condition marked 2>said | wc -l | same <(echo 2)
    [ ! -s said ]
    # A dictionary tells what there is before a text is read.
    printf 'concept\tpattern\ncondition/trust\ttrust\n' >my.tsv
    says 2 "^kwic: no concept 'trust' in the dictionary; did you mean 'condition/trust'\? the concepts are condition, condition/trust$" \
        kwic -d my.tsv --concept trust none
    kwic -d my.tsv --concept condition --column FORM marked | wc -l | same <(echo 1)
}

@test "lines are sorted from the node outwards, without case and punctuation" {
    printf 'doc\ttext\n1\tB a X c d.\n2\ta, A - X! C e\n3\tZ a x, c\n4\tX\n5\t b A xs C; d\n' | tokenize >tokens
    kwic -q 'x*' --sort text tokens | cells 1 doc 1 2 3 4 5
    kwic -q 'x*' --sort left tokens | cells 1 doc 4 2 1 5 3
    kwic -q 'x*' --sort right tokens | cells 1 doc 4 3 1 5 2
    kwic -q 'x*' --sort node tokens | cells 1 doc 4 3 1 2 5
    kwic -q 'x*' --sort left --window 1 tokens | cells 1,4 'doc|left' '2|- ' '4|' '1|a ' '3|a ' '5|A '
}

@test "a sample is the same whatever the order of the documents, and contains smaller ones" {
    for ((i = 1; i <= 300; i++)); do printf '# newdoc id = d%s\n1\tx\n2\tx\n\n' "$i"; done >plain
    { echo '# global.columns = ID FORM' && cat plain; } >tokens
    { echo '# global.columns = ID FORM' && awk -v RS= '{ all[NR] = $0 } END { for (i = NR; i; i--) print all[i] "\n" }' plain; } >reversed
    for n in 1 40 250; do
        kwic -q x --sample "$n" tokens | tail -n +2 | sort >sample.$n
        [ "$(wc -l <sample.$n)" -eq "$n" ]
        kwic -q x --sample "$n" reversed | tail -n +2 | sort | same sample.$n
    done
    kwic -q x --sample 1000 tokens | same <(kwic -q x tokens)
    [ "$(comm -12 sample.1 sample.40 | wc -l)" -eq 1 ]
    [ "$(sort -u sample.40 | comm -12 - <(sort -u sample.250) | wc -l)" -eq "$(sort -u sample.40 | wc -l)" ]
    kwic -q x --sample 40 --sample-key other tokens | tail -n +2 | sort | not cmp -s - sample.40
    # In the order that was asked for; of the text, if none was.
    kwic -q x --sample 40 tokens | tail -n +2 | cut -f 1 | sort -c -t d -k 2n
}

@test "each concept has a sample of its own, the one it would have alone" {
    for ((i = 1; i <= 2000; i++)); do
        printf '# newdoc id = d%s\n1\ta\t1:%s;2:often\n2\tb\t%s\n\n' "$i" $((i % 3)) "$([ $i -gt 3 ] && echo '*' || echo 3:rare)"
    done >plain
    { echo '# global.columns = ID FORM COSPAN:CONCEPT' && cat plain; } >tokens
    kwic --sample 40 --sample-each tokens >each
    tail -n +2 each | cut -f 7 | sort | uniq -c | awk '{ print $2, $1 }' |
        diff -u <(printf '%s\n' '0 40' '1 40' '2 40' 'often 40' 'rare 3') -
    for name in 0 1 2 often rare; do
        kwic --concept $name --sample 40 tokens | same <(awk -F '\t' -v name="$name" 'NR == 1 || $7 == name ""' each)
    done
    tail -n +2 each | cut -f 1 | sort -c -t d -k 2n
    says 2 'needs --sample' kwic --sample-each tokens
}

@test "aligned lines have their nodes under each other, by display width" {
    printf 'doc\ttext\nd\tpeer support\ne\t日本語の研究 peer Ünterstützung 日本語の研究日本語の研究日本語の研究日本語\nf\te\xcc\x81\xcc\x81e\xcc\x81 x y z peer\\n\\n worker\n' |
        tokenize >tokens
    kwic -q peer --plain tokens >lines
    diff -u <(printf '%s\n' 'd-1                                    peer support' \
        'e-1                       日本語の研究 peer Ünterstützung 日本語の研究日' \
        $'f-1                           e\xcc\x81\xcc\x81e\xcc\x81 x y z peer worker') lines
    COLUMNS=60 kwic -q peer -q support --plain tokens | head -n 1 | diff -u <(printf 'd-1                     peer support              peer\n') -
    COLUMNS=5 kwic -q peer --plain tokens | head -n 1 | diff -u <(printf 'd-1                 peer support\n') -
}

@test "a terminal gets aligned lines with the node in bold, and nothing that moves the cursor" {
    needs script
    on_terminal() {
        script -qec "$*" /dev/null </dev/null | tr -d '\r'
    }
    printf 'doc\ttext\nd\tthe peer \e[31mred\xe2\x80\xae\n' | tokenize >tokens
    on_terminal kwic -q peer tokens | diff -u <(printf 'd-1                                the \e[1mpeer\e[0m \\x1b[31mred\\u{202e}\n') -
    NO_COLOR=1 on_terminal kwic -q peer tokens | same <(kwic -q peer --plain tokens)
    TERM=dumb on_terminal kwic -q peer tokens | same <(kwic -q peer --plain tokens)
    on_terminal kwic -q peer --plain tokens | same <(kwic -q peer --plain tokens)
    on_terminal kwic -q peer --csv tokens | same <(kwic -q peer --csv tokens | tr -d '\r' |
        sed $'s/\e/\\\\x1b/; s/\xe2\x80\xae/\\\\xe2\\\\x80\\\\xae/')
    on_terminal kwic -q peer --table talked | same <(kwic -q peer talked)
    on_terminal kwic -q peer -o file talked
    kwic -q peer talked | same file
}

@test "CSV is guarded" {
    printf '# global.columns = ID FORM MISC\n1\t=\tSpaceAfter=No\n2\tx\tSpaceAfter=No\n3\t+\t_\n\n' >tokens
    kwic --csv -q x tokens | diff -u <(printf '\357\273\277doc,source,sent_id,left,node,right,concept\r\n,,,'"'=,x,'+,x\r\n") -
    kwic --csv --raw -q x tokens | grep -q ',=,x,+,x'
}

@test "no hits, no documents, bad spans" {
    kwic </dev/null | cells 1-7 'doc|source|sent_id|left|node|right|concept'
    kwic --plain </dev/null | cmp - /dev/null
    kwic -q nowhere talked | cells 5 node
    printf '# global.columns = ID FORM COSPAN:CONCEPT\n1\ta\t1:x\n2\tb\t3\n3\tc\t2:y\n\n' >bad
    says 2 "^kwic: bad:3: expected 'n:concept' where span n begins or 'n' within it, not '3'$" kwic bad
    cells 4-7 'left|node|right|concept' '|a| b c|x' 'a b |c||y' <said.out
    says 0 '^kwic: 2 documents, 4 hits, 3 of them shown$' kwic -v -q trust -q they --sample 3 talked
}

@test "options that exclude each other are refused" {
    says 2 '^kwic: -q and -d are two ways' kwic -q a -d dictionary.tsv talked
    says 2 '^kwic: --concept chooses among concepts' kwic -q a --concept b talked
    says 2 '^kwic: --column, --stem, --overlap and --fold-accents need -q or -d$' kwic --overlap one talked
    says 2 '^kwic: --plain is no table' kwic -q a --plain --csv talked
}
