# shellcheck disable=SC1112 # typographic quotes are meant
# count: frequencies of concepts, words and n-grams, by group; and that parts add up to the whole.
load helpers

# stream FIELDS...: a stream with the columns ID FORM COSPAN:CONCEPT. An argument `form/concept` is a
# token, a lone `/` ends the sentence, an argument that begins with # is a comment.
stream() {
    local word number=0
    echo '# global.columns = ID FORM COSPAN:CONCEPT'
    for word; do
        case $word in
        /) number=0 && echo ;;
        '#'*) printf '%s\n' "$word" ;;
        *) number=$((number + 1)) && printf '%s\t%s\t%s\n' "$number" "${word%%/*}" "${word#*/}" ;;
        esac
    done
    [ "$number" -eq 0 ] || echo
}

# table ROW...: a table whose cells are separated by semicolons.
table() {
    printf '%s\n' "$@" | tr ';' '\t'
}

# counts EXPECTED_ROW... -- OPTION...: what standard input counts as.
counts() {
    local rows=()
    while [ "$1" != -- ]; do
        rows+=("$1")
        shift
    done
    shift
    count "$@" | diff -u <(table "${rows[@]}") -
}

@test "a concept counts once for each span, however many tokens it has" {
    stream 'Peer/1:role' 'workers/1' 'trust/2:trust;3:value' 'us/*' './*' / 'peer/1:role' 'of/*' 'x/1' |
        counts 'concept;freq;docs;tokens;per_million' 'role;2;1;8;250000.00' 'trust;1;1;8;125000.00' \
            'value;1;1;8;125000.00' --
}

@test "--per says how many tokens a rate is of, and --merge keeps to it" {
    stream a/1:x b/* c/* d/* / | counts 'concept;freq;docs;tokens;per_1000;group_docs;doc_share' \
        'x;1;1;4;250.00;1;1.0000' -- --per 1000 --share doc
    stream a/1:x b/* / >tokens
    count tokens | same <(count --per 1000000 tokens)
    count --per 1000 tokens >part
    counts 'concept;freq;docs;tokens;per_1000' 'x;2;2;4;500.00' -- --merge part part
    counts 'concept;freq;docs;tokens;per_million' 'x;2;2;4;500000.00' -- --merge --per 1000000 part part
    counts 'concept;freq;docs;tokens;per_100' 'x;1;1;2;50.00' -- --merge --per 100 part
    sed '1s/per_1000/per_person/' part >other
    says 2 '^count: other:1: expected a table of count' count --merge other
    sed '1s/per_1000/per_0/' part >other
    says 2 '^count: other:1: expected a table of count' count --merge other
}

@test "tokens that no document was announced for are a document" {
    stream 'a/1:x' / | counts 'concept;freq;docs;tokens;per_million;group_docs;doc_share' \
        'x;1;1;1;1000000.00;1;1.0000' -- --share doc
}

@test "forms, lemmas and any other column" {
    printf '%s\n' '# global.columns = ID FORM LEMMA X:TOPIC' $'1\tUsers\tuser\tt1' $'2-3\tdon’t\t_\t_' \
        $'2\tdo\tdo\tt1' $'3\tnot\tnot\tt2' $'3.1\tuse\tuse\t_' $'4\tuser\tuser\tt1' '' >tokens
    counts 'form;freq;docs;tokens;per_million' 'Users;1;1;4;250000.00' 'do;1;1;4;250000.00' \
        'not;1;1;4;250000.00' 'user;1;1;4;250000.00' -- --of form tokens
    counts 'lemma;freq;docs;tokens;per_million' 'do;1;1;4;250000.00' 'not;1;1;4;250000.00' \
        'user;2;1;4;500000.00' -- --of LEMMA tokens
    count --of lemma tokens | same <(count --of LEMMA tokens)
    counts 'x_topic;freq;docs;tokens;per_million' 't1;3;1;4;750000.00' 't2;1;1;4;250000.00' -- --of x:topic tokens
    says 2 "^count: tokens: no column 'UPOS'; the columns are ID, FORM, LEMMA, X:TOPIC$" count --of upos tokens
}

@test "patterns are counted as they stand in the dictionary" {
    printf 'concept\tpattern\ttype\na\tpeer [support] worker\t\nb\t\\d;\\s\tregex\n' >dictionary.tsv
    echo 'Peer worker, 7; peer support worker.' | tokenize |
        concept-tag -d dictionary.tsv --patterns >tokens
    count --of pattern tokens | cut -f 1,2 | diff -u <(printf 'pattern\tfreq\n\\\\d;\\\\s\t1\npeer [support] worker\t2\n') -
}

@test "n-grams stay within the sentence" {
    echo 'A b a b. A b.' | tokenize >tokens
    count --of ngram:2 tokens | cut -f 1,2 | diff -u <(table 'ngram;freq' 'A b;2' 'a b;1' 'b .;2' 'b a;1') -
    count --of ngram:2 -i --words tokens | cut -f 1-4 |
        diff -u <(table 'ngram;freq;docs;tokens' 'a b;3;1;6' 'b a;1;1;6') -
    count --of ngram:20 tokens | diff -u <(printf 'ngram\tfreq\tdocs\ttokens\tper_million\n\t0\t0\t8\t0.00\n') -
    count --of ngram:1 tokens | tail -n +2 | same <(count --of form tokens | tail -n +2)
    for wrong in ngram:0 ngram:21 ngram: ngram:x ngram:-1; do
        says 2 '^count: --of ngram:N expects N from 1 to 20' count --of "$wrong" tokens
    done
}

@test "n-grams neither begin nor end with a stop word, and do not cross what is skipped" {
    echo 'Trust in the team, the team of trust. We - we trust' | tokenize >tokens
    printf '# ours\nthe\nIN\n\nOf\n' >stop
    count --of ngram:2 -i --words --stopwords stop tokens | cut -f 1,2 |
        diff -u <(table 'ngram;freq' 'we trust;1') -
    count --of ngram:3 -i --words --stopwords stop tokens | cut -f 1,2 |
        diff -u <(table 'ngram;freq' 'team of trust;1') -
}

@test "stop words: a list of ours, the built-in one, and a missing one" {
    echo 'The team and the users of the team don’t trust It.' | tokenize >tokens
    printf 'team\nUSERS\n' >stop
    count --of form -i --words --stopwords stop tokens | cut -f 1,2,4 |
        diff -u <(table 'form;freq;tokens' 'and;1;11' "don't;1;11" 'it;1;11' 'of;1;11' 'the;3;11' 'trust;1;11') -
    count --of form --words --stopwords en tokens | cut -f 1,2 |
        diff -u <(table 'form;freq' 'team;2' 'trust;1' 'users;1') -
    echo 'Brukerne og dei har det ikke og ikkje.' | tokenize >norsk
    count --of form -i --words --stopwords nb norsk | cut -f 1 | same <(printf '%s\n' form brukerne dei ikkje)
    count --of form -i --words --language Norwegian norsk | cut -f 1 | same <(printf '%s\n' form brukerne dei ikkje)
    printf '%s\n' dei ikkje >own
    count --of form -i --words --stopwords own --language nb norsk | cut -f 1 | same <(printf '%s\n' form brukerne)
    says 2 "^count: --language: unknown language 'xx'; the languages are da, de, en" count --language xx norsk
    says 2 "^count: no list of stop words and no file 'no-such-list'; the lists are da, " \
        count --stopwords no-such-list --of form tokens
    says 2 "'norwgian'; did you mean 'norwegian'\?" count --stopwords norwgian --of form tokens
    # A file of the name of a language is given with its path.
    echo norsk >english
    echo 'team norsk' | tokenize | count --of form --words --stopwords ./english | cut -f 1 | same <(printf '%s\n' form team)
}

@test "--words leaves out what has no letter or digit, in sizes too" {
    stream 'a/1:x' './*' '7/*' '…/2:y' '—/*' 'é/*' '用/*' '😀/*' / >tokens
    counts 'form;freq;docs;tokens;per_million' '7;1;1;4;250000.00' 'a;1;1;4;250000.00' 'é;1;1;4;250000.00' \
        '用;1;1;4;250000.00' -- --of form --words tokens
    # Spans stay: they are no words.
    counts 'concept;freq;docs;tokens;per_million' 'x;1;1;4;250000.00' 'y;1;1;4;250000.00' -- --words tokens
}

@test "case is folded on request, and the form is the folded one" {
    stream 'Straße/*' 'STRASSE/*' 'Σοφός/*' 'ΣΟΦΌΣ/*' 'DON’T/*' "don't/*" / |
        count --of form -i | cut -f 1,2 | diff -u <(table 'form;freq' "don't;2" 'strasse;2' 'σοφόσ;2') -
}

@test "groups: the sentence, then the document, then the side table" {
    table 'doc;region;year' 'd1;north;1999' 'd2;south;1999' 'd3;west;1999' >side
    stream '# newdoc id = d1' '# meta::year = 2020' '# meta::speaker = nobody' '# speaker = Ada' 'a/1:x' / 'b/1:x' / \
        '# newdoc id = d2' '# meta::year = 2021' '# speaker = Bo' '# year = 2030' 'c/1:x' / '# newdoc id = d3' 'd/1:x' / >tokens
    counts 'speaker;concept;freq;docs;tokens;per_million' ';x;1;1;1;1000000.00' 'Ada;x;1;1;1;1000000.00' \
        'Bo;x;1;1;1;1000000.00' 'nobody;x;1;1;1;1000000.00' -- -g speaker tokens
    counts 'year;concept;freq;docs;tokens;per_million' ';x;1;1;1;1000000.00' '2020;x;2;1;2;1000000.00' \
        '2030;x;1;1;1;1000000.00' -- -g year tokens
    counts 'year;concept;freq;docs;tokens;per_million' '1999;x;1;1;1;1000000.00' '2020;x;2;1;2;1000000.00' \
        '2030;x;1;1;1;1000000.00' -- -g year --meta side tokens
    counts 'region;doc;concept;freq;docs;tokens;per_million' 'north;d1;x;2;1;2;1000000.00' \
        'south;d2;x;1;1;1;1000000.00' 'west;d3;x;1;1;1;1000000.00' -- -g region,doc --meta side tokens
}

@test "values with tabs, backslashes and newlines are one value each" {
    stream '# newdoc id = a\tb' '# meta::k = x\\ty\nz' 'a/1:x' / '# newdoc id = a' '# meta::k = b\tx' 'a/1:x' / |
        count -g doc,k | cut -f 1-4 | diff -u <(printf 'doc\tk\tconcept\tfreq\na\tb\\tx\tx\t1\na\\tb\tx\\\\ty\\nz\tx\t1\n') -
}

@test "keys: one that nothing has is reported, and impossible ones are refused" {
    stream '# newdoc id = d' '# speaker =' 'a/1:x' / >tokens
    count -g yaer tokens 2>err >/dev/null
    diff -u - err <<<"count: no sentence and no document has the key 'yaer'; the keys are doc, speaker"
    says 2 "has the key 'speeker'; did you mean 'speaker'\? the keys are doc, speaker$" count -g speeker tokens
    printf 'doc\tyear\nd\t2020\n' >side
    says 2 "has the key 'yaer'; did you mean 'year'\? the keys are doc, year, speaker$" count -g yaer --meta side tokens
    count -g speaker,doc tokens 2>err >/dev/null
    [ ! -s err ]
    says 2 "^count: an empty key in 'a,,b'$" count -g a,,b tokens
    says 2 "^count: the key 'a' stands twice in 'a,b,a'$" count -g a,b,a tokens
}

@test "a side table may have several rows for a document, if they agree" {
    stream '# newdoc id = d' 'a/1:x' / >tokens
    table 'doc;text;year' 'd;one;2020' 'd;two;2020' >side
    count -g year --meta side tokens | cut -f 1-3 | diff -u <(table 'year;concept;freq' '2020;x;1') -
    table 'doc;year' 'd;2020' 'd;2021' >side
    says 2 "^count: side:3: 'year' of document 'd' was '2020' before, which stays$" count -g year --meta side tokens
    table 'year' '2020' >side
    says 2 "^count: side: no column 'doc'; the columns are year$" count -g year --meta side tokens
    printf 'doc\tyear\nd\t2\344\n' >latin
    says 2 '^count: latin:2: no valid UTF-8, row skipped' count -g year --meta latin tokens
    says 2 '^count: missing: cannot open' count -g year --meta missing tokens
    says 2 '^count: /dev/null: expected a table with a column doc$' count -g year --meta /dev/null tokens
}

@test "--level rolls up, and counts a span once that several concepts found" {
    stream 'a/1:r/p/w;2:r/p/x;3:r/q' 'b/1;2' / 'c/1:r' 'd/2:r/p/w' 'e/3:s/t' / >tokens
    counts 'concept;freq;docs;tokens;per_million' 'r;4;1;5;800000.00' 's;1;1;5;200000.00' -- --level 1 tokens
    counts 'concept;freq;docs;tokens;per_million' 'r;1;1;5;200000.00' 'r/p;2;1;5;400000.00' 'r/q;1;1;5;200000.00' \
        's/t;1;1;5;200000.00' -- --level 2 tokens
    count --level 3 tokens | same <(count tokens)
    # Two spans are the fewest of which one can go.
    stream 'a/1:r/p;2:r/q' / | count --level 1 | cut -f 1,2 | diff -u <(table 'concept;freq' 'r;1') -
    stream 'a/1:r/p' 'b/2:r/q' / | count --level 1 | cut -f 1,2 | diff -u <(table 'concept;freq' 'r;2') -
    count --level 9 tokens | same <(count --level 0 tokens)
    # A foreign path that begins with a slash is never rolled up to nothing.
    stream 'a/1:/r/p' / | count --level 1 | cut -f 1,2 | diff -u <(table 'concept;freq' '/r;1') -
}

@test "--min, --top and --sort" {
    stream '# speaker = A' b/* a/* c/* a/* c/* d/* / '# speaker = B' a/* b/* b/* / '# speaker = C' './*' / >tokens
    of() { count --of form "$@" tokens | cut -f 1-3; }
    of -g speaker --min 2 | diff -u <(table 'speaker;form;freq' 'A;a;2' 'A;c;2' 'B;b;2' 'C;;0') -
    of -g speaker --top 1 | diff -u <(table 'speaker;form;freq' 'A;a;2' 'B;b;2' 'C;.;1') -
    of -g speaker --top 3 --sort name | diff -u <(table 'speaker;form;freq' 'A;a;2' 'A;b;1' 'A;c;2' 'B;a;1' 'B;b;2' 'C;.;1') -
    of --sort freq | diff -u <(table 'form;freq;docs' 'a;3;1' 'b;3;1' 'c;2;1' '.;1;1' 'd;1;1') -
    of | diff -u <(table 'form;freq;docs' '.;1;1' 'a;3;1' 'b;3;1' 'c;2;1' 'd;1;1') -
    says 2 "^count: --top expects a whole number, not 'x'$" of --top x
}

@test "--zeros gives every thing a row in every group" {
    stream '# speaker = A' a/1:x / '# speaker = B' b/1:y c/2:x / '# speaker = C' d/* / >tokens
    count -g speaker --zeros tokens | cut -f 1-5 | diff -u <(table 'speaker;concept;freq;docs;tokens' 'A;x;1;1;1' 'A;y;0;0;1' \
        'B;x;1;1;2' 'B;y;1;1;2' 'C;x;0;0;1' 'C;y;0;0;1') -
}

@test "a crosstab has a column for each value, and the figure that is asked for" {
    stream '# newdoc id = d1' '# speaker = B' a/1:x b/2:x / '# speaker = A' c/1:y / '# newdoc id = d2' \
        '# speaker = B' d/1:x e/* / '# speaker = C' f/* / >tokens
    count -g speaker --wide speaker tokens | diff -u <(table 'concept;A;B;C' 'x;0;3;0' 'y;1;0;0') -
    count -g speaker --wide speaker --measure docs tokens | diff -u <(table 'concept;A;B;C' 'x;0;2;0' 'y;1;0;0') -
    count -g speaker --wide speaker --measure per_million tokens |
        diff -u <(table 'concept;A;B;C' 'x;0.00;750000.00;0.00' 'y;1000000.00;0.00;0.00') -
    count -g doc,speaker --wide speaker tokens |
        diff -u <(table 'doc;concept;A;B;C' 'd1;x;0;2;0' 'd1;y;1;0;0' 'd2;x;0;1;0') -
    count -g doc,speaker --wide doc tokens | diff -u <(table 'speaker;concept;d1;d2' 'A;y;1;0' 'B;x;2;1') -
    count -g speaker --wide speaker --per 10 --measure rate tokens |
        diff -u <(table 'concept;A;B;C' 'x;0.00;7.50;0.00' 'y;10.00;0.00;0.00') -
    count -g speaker --wide speaker --per 10 --measure per_million tokens |
        same <(count -g speaker --wide speaker --measure per_million tokens)
    count -g speaker --per 10 tokens | count --merge --wide speaker --measure per_million |
        same <(count -g speaker --wide speaker --measure per_million tokens)
    says 2 "^count: --wide expects one of the keys of -g, not 'year'; the keys are speaker$" count -g speaker --wide year tokens
    says 2 "^count: --wide expects one of the keys of -g, not 'speaker'$" count --wide speaker tokens
}

@test "shares of documents and of sentences" {
    stream '# newdoc id = d1' '# meta::g = 1' a/1:x b/2:x / c/1:y / '# newdoc id = d2' '# meta::g = 1' d/1:x / \
        '# newdoc id = d3' '# meta::g = 1' / '# newdoc id = d4' '# meta::g = 2' e/* / >tokens
    count -g g --share doc tokens | cut -f 1-4,7- | diff -u <(table 'g;concept;freq;docs;group_docs;doc_share' \
        '1;x;3;2;3;0.6667' '1;y;1;1;3;0.3333' '2;;0;0;1;0.0000') -
    count -g g --share sentence tokens | cut -f 1-3,7- | diff -u <(table \
        'g;concept;freq;sentences;group_sentences;sentence_share' '1;x;3;2;3;0.6667' '1;y;1;1;3;0.3333' '2;;0;0;1;0.0000') -
    count -g g --share none tokens | same <(count -g g tokens)
}

@test "a group without hits keeps a row, and a document without tokens is one" {
    printf 'doc\tyear\ttext\na\t1999\t\nb\t2000\tx\nc\t2001\ty\nd\t2001\t\n' | tokenize >tokens
    printf 'concept\tpattern\nx\tx\n' >dictionary.tsv
    concept-tag -d dictionary.tsv tokens | count -g year --share doc | diff -u <(table \
        'year;concept;freq;docs;tokens;per_million;group_docs;doc_share' '1999;;0;0;0;0.00;1;0.0000' \
        '2000;x;1;1;1;1000000.00;1;1.0000' '2001;;0;0;1;0.00;2;0.0000') -
}

@test "documents without tokens may follow each other without an empty line" {
    stream '# newdoc id = a' '# meta::g = 1' '# newdoc id = b' '# newdoc id = c' '# meta::g = 1' a/1:x / >tokens
    count -g g --share doc -v tokens 2>err | cut -f 1-4,7 | diff -u <(table 'g;concept;freq;docs;group_docs' ';;0;0;1' '1;x;1;1;2') -
    diff -u - err <<<'count: 3 documents, 1 sentences'
}

@test "comments before the first document are none" {
    printf '# global.columns = ID FORM COSPAN:CONCEPT\n# global.x = y\n\n# newdoc id = a\n1\ta\t1:x\n\n' >tokens
    count --share doc tokens | cut -f 6 | diff -u <(table 'group_docs' '1') -
    printf '# global.columns = ID FORM COSPAN:CONCEPT\n# global.x = y\n' | count --share doc |
        diff -u <(table 'concept;freq;docs;tokens;per_million;group_docs;doc_share') -
    printf '# global.columns = ID FORM COSPAN:CONCEPT\n' | count | diff -u <(table 'concept;freq;docs;tokens;per_million') -
}

@test "CSV is for spreadsheets: mark, line ends, quotes, and no formula" {
    stream '# speaker = =1+2' 'a,b/*' '"q"/*' '-5/*' '-x/*' '@y/*' '+1/*' '+z/*' / >tokens
    count --of form -g speaker --csv tokens >table.csv
    printf '\357\273\277speaker,form,freq,docs,tokens,per_million\r\n' >expected
    while IFS= read -r cell; do
        printf "'=1+2,%s,1,1,7,142857.14\r\n" "$cell" >>expected
    done <<'CELLS'
"""q"""
+1
'+z
-5
'-x
'@y
"a,b"
CELLS
    same expected <table.csv
    sed -e "s/^'//" -e "s/,'/,/" expected >raw
    count --of form -g speaker --csv --raw tokens | same raw
    count --of form -g speaker --csv --wide speaker tokens | head -n 2 |
        diff -u <(printf "\357\273\277form,'=1+2\r\n\"\"\"q\"\"\",1\r\n") -
}

@test "a field that is no span is reported with its line, and the rest counts" {
    stream '# newdoc id = d' 'a/1:x' 'b/y' 'c/2:y' 'd/3' 'e/1:z' 'f/*' / 'g/1:x' / >tokens
    says 2 "^count: tokens:4: expected 'n:concept' where span n begins or 'n' within it, not 'y'$" count tokens
    grep -qx "count: tokens:6: expected .*, not '3'" said.err
    grep -qx "count: tokens:7: expected .*, not '1:z'" said.err
    cut -f 1,2 said.out | diff -u <(table 'concept;freq' 'x;2' 'y;1') -
}

@test "a sentence with a bad line is skipped, its document is not" {
    { stream '# newdoc id = d1' 'a/1:x' && printf '# newdoc id = d2\n1\ta\t1:x\n2\tb\n\n1\tc\t1:x\n\n'; } >tokens
    says 2 '^count: tokens:7: 2 columns, expected 3; sentence skipped$' count --share doc tokens
    diff -u <(table 'concept;freq;docs;tokens;per_million;group_docs;doc_share' 'x;2;2;2;1000000.00;2;1.0000') said.out
    says 2 'tokens:7: 2 columns' count --strict tokens
    [ ! -s said.out ]
}

@test "another column of concepts, and a stream without its head" {
    printf '# global.columns = ID FORM COSPAN:SECOND\n1\ta\t1:x\n\n' >tokens
    says 2 "^count: tokens: no column 'COSPAN:CONCEPT'; the columns are ID, FORM, COSPAN:SECOND$" count tokens
    count --concept-column COSPAN:SECOND tokens | cut -f 1,2 >expected
    diff -u <(table 'concept;freq' 'x;1') expected
    tail -n +2 tokens | count --columns 'ID FORM COSPAN:CONCEPT' | cut -f 1,2 | same expected
}

@test "columns that change end the run" {
    stream a/1:x / >first
    printf '# global.columns = ID FORM MISC COSPAN:CONCEPT\n1\ta\t_\t1:x\n\n' >second
    says 2 "^count: second:1: the columns change from 'ID FORM COSPAN:CONCEPT' to 'ID FORM MISC COSPAN:CONCEPT'$" count first second
}

# A made-up corpus: documents with years and speakers, some of them empty, one file each.
make_corpus() {
    mkdir corpus
    awk 'function chance(below) {
            x = (x * 1103515245 + 12345) % 2147483648
            return int(x / 65536) % below
        }
        BEGIN {
            x = 4711
            for (d = 1; d <= 14; d++) {
                file = sprintf("corpus/%02d", d)
                print "# global.columns = ID FORM COSPAN:CONCEPT" > file
                print "# newdoc id = d" d "\n# meta::year = " 2019 + chance(3) > file
                sentences = d % 5 == 0 ? 0 : 1 + chance(5)
                for (s = 0; s < sentences; s++) {
                    print "# speaker = " substr("ABC", 1 + chance(3), 1) > file
                    spans = 0
                    length_of = 1 + chance(6)
                    for (t = 1; t <= length_of; t++) {
                        field = "*"
                        if (chance(3) == 0)
                            field = ++spans ":" substr("pqr", 1 + chance(3), 1) "/" substr("xy", 1 + chance(2), 1)
                        print t "\t" substr("abcde", 1 + chance(5), 1) "\t" field > file
                    }
                    if (s < sentences - 1)
                        print "" > file
                }
                print "" > file
                close(file)
            }
        }'
}

@test "documents in another order give the same table" {
    make_corpus
    local files=(corpus/*) round i j other
    RANDOM=7
    for ((round = 0; round < 20; round++)); do
        for ((i = ${#files[@]} - 1; i > 0; i--)); do
            j=$((RANDOM % (i + 1))) other=${files[i]}
            files[i]=${files[j]} files[j]=$other
        done
        for options in '-g year' '-g speaker,year --share doc --level 1' '--share sentence' '--of form -g doc' '--of ngram:2 --top 5'; do
            # shellcheck disable=SC2086 # several words
            count $options "${files[@]}" | same <(count $options corpus/*)
        done
    done
}

@test "parts, counted alone and merged in any order and in any tree, are the whole" {
    make_corpus
    local files=(corpus/*) round i j at from to options parts take
    RANDOM=11
    for options in '-g year' '-g speaker --share sentence' '-g year,speaker --share doc' '--level 1' '--of form --share doc -g doc'; do
        rm -rf parts && mkdir parts
        # shellcheck disable=SC2086 # several words
        count $options corpus/* >whole
        for ((round = 0; round < 60; round++)); do
            # Cut the corpus between documents, and count each part.
            parts=()
            for ((from = 0; from < ${#files[@]}; from = to)); do
                to=$((from + 1 + RANDOM % 6))
                [ "$to" -le "${#files[@]}" ] || to=${#files[@]}
                # shellcheck disable=SC2086
                [ -e "parts/$from-$to" ] || count $options "${files[@]:from:to-from}" >"parts/$from-$to"
                parts+=("parts/$from-$to")
            done
            # Merge two to four of them at a time, anyone first, until one is left.
            for ((j = 0; ${#parts[@]} > 1; j++)); do
                take=()
                for ((i = 2 + RANDOM % 3; i > 0 && ${#parts[@]} > 0; i--)); do
                    at=$((RANDOM % ${#parts[@]}))
                    take+=("${parts[at]}")
                    unset 'parts[at]'
                    parts=("${parts[@]}")
                done
                count --merge "${take[@]}" >"merged-$j"
                parts+=("merged-$j")
            done
            cmp whole "${parts[0]}" || { diff -u whole "${parts[0]}" && return 1; }
        done
    done
}

@test "merging a table by itself changes nothing, and options of the last step work" {
    make_corpus
    count -g year,speaker --share doc corpus/* >whole
    count --merge whole | same whole
    count --merge <whole >again
    same whole <again
    count --merge --share doc whole | same whole
    count --merge --top 1 whole | same <(count -g year,speaker --share doc --top 1 corpus/*)
    count --merge --min 3 --zeros --sort freq whole | same <(count -g year,speaker --share doc --min 3 --zeros --sort freq corpus/*)
    count --merge --wide speaker whole | same <(count -g year,speaker --wide speaker corpus/*)
    count --merge --csv whole | same <(count -g year,speaker --share doc --csv corpus/*)
    says 2 'the tables lack the figures of this --share$' count --merge --share sentence whole
}

@test "tables that stand one behind the other in a file merge like files" {
    make_corpus
    local i=0 file
    for file in corpus/*; do
        i=$((i + 1))
        count -g year --share doc "$file" >"part-$i"
    done
    cat part-* | count --merge | same <(count -g year --share doc corpus/*)
}

@test "tables that do not fit are reported and skipped" {
    stream a/1:x / >tokens
    count tokens >first
    count -g doc tokens >second
    count --share doc tokens >third
    : >empty
    says 2 "^count: second: the columns are 'doc\\\\tconcept\\\\tfreq\\\\tdocs\\\\ttokens\\\\tper_million', in the first table 'concept\\\\tfreq\\\\tdocs\\\\ttokens\\\\tper_million'; skipped$" \
        count --merge first second third first
    grep -q '^count: third: the columns are' said.err
    cut -f 1,2 said.out | diff -u <(table 'concept;freq' 'x;2') -
    says 2 '^count: empty: empty, expected a table of count$' count --merge first empty first
    cut -f 1,2 said.out | diff -u <(table 'concept;freq' 'x;2') -
    says 2 '^count: empty: empty, expected a table of count$' count --merge empty first
    cut -f 1,2 said.out | diff -u <(table 'concept;freq' 'x;1') -
    says 2 '^count: empty: empty, expected a table of count$' count --merge empty
    [ "$(wc -l <said.err)" -eq 1 ]
    says 2 "^count: missing: cannot open" count --merge first missing
    table 'a;b' '1;2' >other
    says 2 "^count: other:1: expected a table of count: keys, the feature counted, freq, docs, tokens, per_million and perhaps a share, not 'a\\\\tb'$" \
        count --merge other
    sed '1s/$/\tnote/; 2,$s/$/\tmine/' first >longer
    says 2 '^count: longer:1: expected a table of count' count --merge longer
    says 2 '^count: --merge adds up tables as they are' count --merge -g doc second
    says 2 '^count: --merge adds up tables as they are' count --merge --level 1 first
    says 2 '^count: --merge adds up tables as they are' count --merge --of form first
}

@test "malformed rows of a table are reported with their line" {
    table 'concept;freq;docs;tokens;per_million' 'a;1;1;9;0' 'b;x;1;9;0' 'c;1;1' 'd;-1;1;9;0' 'e;1;1;8;0' \
        'f;1;18446744073709551616;9;0' 'g;2;1;9;0' >bad
    says 2 "^count: bad:3: expected a count in the column freq, not 'x'; row skipped$" count --merge bad
    diff -u - said.err <<'MESSAGES'
count: bad:3: expected a count in the column freq, not 'x'; row skipped
count: bad:4: 3 cells, expected 5 as in the header; row skipped
count: bad:5: expected a count in the column freq, not '-1'; row skipped
count: bad:6: the size of the group was 9 tokens in a row before, not 8
count: bad:7: expected a count in the column docs, not '18446744073709551616'; row skipped
MESSAGES
    cut -f 1,2,4 said.out | diff -u <(table 'concept;freq;tokens' 'a;1;9' 'e;1;9' 'g;2;9') -
    says 2 'bad:3' count --merge --strict bad
    [ ! -s said.out ]
}

@test "a sum that does not fit is no number" {
    table 'concept;freq;docs;tokens;per_million' 'a;18446744073709551615;1;9;0' >most
    count --merge most | cut -f 1,2 | diff -u <(table 'concept;freq' 'a;18446744073709551615') -
    says 2 '2\^64' count --merge most most
    [ ! -s said.out ]
}

@test "-v reports totals" {
    stream '# newdoc id = a' a/1:x / b/* / '# newdoc id = b' / | count -v 2>err >/dev/null
    diff -u - err <<<'count: 2 documents, 2 sentences'
}

@test "--fill: years in which nothing was written are rows of zeros" {
    printf 'doc\tyear\tland\ttext\na\t2019\tN\tx y\nb\t2022\tN\tx\nc\tsoon\tN\tx\nd\t2020\tS\ty\n' | tokenize >tokens
    count --of form -g year --fill year tokens | cut -f 1-5 | diff -u <(table 'year;form;freq;docs;tokens' \
        '2019;x;1;1;2' '2019;y;1;1;2' '2020;x;0;0;1' '2020;y;1;1;1' '2021;x;0;0;0' '2021;y;0;0;0' '2022;x;1;1;1' '2022;y;0;0;1' 'soon;x;1;1;1' 'soon;y;0;0;1') -
    count --of form -g land,year --fill year tokens | cut -f 1,2 | uniq | diff -u <(table 'land;year' 'N;2019' 'N;2020' 'N;2021' 'N;2022' 'N;soon' \
        'S;2019' 'S;2020' 'S;2021' 'S;2022') -
    count --of form -g year tokens >whole
    count --merge --fill year whole | same <(count --of form -g year --fill year tokens)
    count --of form -g year --fill year --wide year tokens | diff -u <(table 'form;2019;2020;2021;2022;soon' 'x;1;0;0;1;1' 'y;1;1;0;0;0') -
    says 2 "^count: --fill expects one of the keys of -g, not 'month'; the keys are year$" count -g year --of form --fill month tokens
    sed -i 's/2022/20220/; s/2019/19/' tokens && sed -i 's/20220/202200/' tokens
    says 2 '^count: --fill year from 19 to 202200 would be more than 40000 rows$' count -g year --of form --fill year tokens
}

@test "a table of documents in the place of tokens is named as one" {
    printf 'doc\ttext\nd\tOne.\n' >turns.tsv
    says 2 '^count: turns.tsv:1: is a table of documents; expected tokens, as tokenize makes them of it$' count turns.tsv
}
