# dedupe: duplicate records found, merged, and brought back.
load helpers

COLUMNS_OF_RECORDS='doc type year lang title abstract authors journal volume issue pages keywords mesh doi pmid database source other'

# records: a table of records; each argument is one, as `column=value|column=value`. Without a doc
# they are a, b, c ...
records() {
    local record
    printf '%s\n' "${COLUMNS_OF_RECORDS// /$'\t'}"
    for record; do printf '%s\n' "$record"; done |
        awk -F '|' -v columns="$COLUMNS_OF_RECORDS" '{
            count = split(columns, names, " ")
            split("", value)
            value["doc"] = substr("abcdefghij", NR, 1)
            for (i = 1; i <= NF; i++) {
                at = index($i, "=")
                value[substr($i, 1, at - 1)] = substr($i, at + 1)
            }
            for (i = 1; i <= count; i++)
                printf "%s%s", value[names[i]], i < count ? "\t" : "\n"
        }'
}

# groups RECORD...: the studies as lists of ids, one a line.
groups() {
    records "$@" | dedupe | awk -F '\t' 'NR > 1 { gsub(/; /, " ", $NF); print $NF }'
}

# together RECORD...: all are one study, whatever their order.
together() {
    local reversed=() record
    for record; do reversed=("$record" "${reversed[@]}"); done
    if [ "$(groups "$@" | wc -l)" -ne 1 ] || [ "$(groups "${reversed[@]}" | wc -l)" -ne 1 ]; then
        groups "$@" && return 1
    fi
}

# apart RECORD...: each is a study of its own.
apart() {
    [ "$(groups "$@" | wc -l)" -eq $# ] || { groups "$@" && return 1; }
}

# decision RECORD RECORD: what --pairs says: decision, rule and veto.
decision() {
    records "$@" >decision.in
    dedupe --pairs decision.pairs decision.in >decision.out
    tail -n +2 decision.pairs | cut -f 3-5 | tr '\t' ' ' | sed 's/ *$//'
}

T='title=Walking groups for carers and what keeps them together'
A='authors=Lindqvist, Maja; Okoro, Chidi'
J='journal=Journal of Invented Care'
Y='year=2019'
P='volume=12|issue=3|pages=123-129'

@test "one row for each study, in the order of their first records, with the ids of all" {
    dedupe "$DATA/sample.records.tsv" >out
    cut -f 1 out | diff -u <(printf 'doc\nm1\ne2\nw1\nw2\n') -
    awk -F '\t' '{ print $NF }' out | diff -u <(printf 'origin\nm1; e1\ne2\nw1\nw2\n' | sed 's/m1; e1/e1; m1/') -
}

@test "a study has the best of each field" {
    dedupe "$DATA/sample.records.tsv" | sed -n 2p | tr '\t' '\n' | diff -u - <(cat <<'STUDY'
m1
article
2019
en
Walking groups for carers: what keeps them together
Carers met each week, and stayed for the talk.
Lindqvist, Maja; Okoro, Chidi
Journal of Invented Care
12
3
123-129
carers; walking; groups

10.5555/jic.2019.123
30000001
PubMed; Embase
one.nbib:1; two.ris:1
UI: 77
e1; m1
STUDY
    )
}

@test "year, volume, issue and pages of a study come from one record" {
    records "$T|$A|$J|year=2018|doi=10.5555/a.123456|abstract=Some words about walking that are many." \
        "$T|$A|$J|$Y|$P|doi=10.5555/a.123456" | dedupe | cut -f 3,9-11 | sed -n 2p |
        diff -u <(printf '2019\t12\t3\t123-129\n') -
}

@test "without duplicates every row stays as it was, byte for byte" {
    records "title=Peer workers in a small town\\\\x \\q|$A" 'title=Something <i>else</i>|other=X: \\y' \
        'title=' >in
    dedupe in >out
    awk -F '\t' -v OFS='\t' '{ NF--; print }' out | same in
    awk -F '\t' '{ print $1 == $NF || NR == 1 }' out | sort -u | diff -u <(echo 1) -
    # A second run changes nothing at all.
    dedupe out | same out
}

@test "a second run keeps the ids that the first one merged" {
    dedupe "$DATA/sample.records.tsv" >first
    { cat first && sed -n 2p first | sed -e 's/^m1/n1/' -e 's/e1; m1$/n1/'; } | dedupe >second
    awk -F '\t' 'NR == 2 { print $NF }' second | diff -u <(echo 'e1; m1; n1') -
}

@test "identifiers join records that are alike" {
    together "$T|$Y|doi=10.5555/jic.1234" "title=Walking groups for carers|$A|$Y|doi=https://doi.org/10.5555/JIC.1234"
    together "$T|$Y|pmid=30000001" "title=Walking groups for carers|$A|$Y|pmid=30000001"
}

@test "a DOI that two papers share by mistake does not join them" {
    apart "$T|$A|$Y|doi=10.5555/jic.1234" \
        "title=Trust between neighbours|authors=Tamm, Ants|year=2019|doi=10.5555/jic.1234"
    # A DOI that was cut off is none.
    apart "$T|$A|$Y|doi=10.5555/jic." "title=Journal of Invented Care|doi=10.5555/jic."
}

@test "versions of a review under one DOI are one study when the years are near" {
    together "$T|$A|year=2004|journal=Invented Reviews|doi=10.5555/14.CD1.pub2" \
        "$T|$A|year=2005|journal=Invented Reviews|doi=10.5555/14.CD1.pub3"
    [ "$(decision "$T|$A|year=2004|journal=Invented Reviews|pages=CD1|doi=10.5555/14.CD1" \
        "$T|$A|year=2012|journal=Invented Reviews|pages=CD1|doi=10.5555/14.CD1.pub3")" = \
        'review likely year' ]
}

@test "pages may be short: 123-9 is 123-129" {
    together "$T|$A|$Y|volume=12|pages=123-9" "$T|$A|year=2020|volume=12|pages=123–129"
    together "$T|$A|$Y|volume=12|pages=2S5-9" "$T|$A|$Y|volume=12|pages=2S5-2S9"
    together "$T|$A|$Y|volume=12 Suppl 1|pages=pp. 0123-9" "$T|$A|$Y|volume=12|pages=123"
}

@test "an author is the same however the name is written" {
    local name
    for name in 'Smith, John' 'Smith J' 'J. Smith' 'John Smith' 'Smith JA' 'SMITH, J.' 'Smith John'; do
        together "$T|$Y|authors=Smith, John A.; Doe, Ann" "$T|$Y|authors=$name; Doe A" ||
            { echo "$name" && return 1; }
    done
    together "$T|$Y|authors=O'Neill, Hay; de Vente, Jan" "$T|$Y|authors=O’Neill H.; De Vente J."
    together "$T|$Y|authors=Müller, Ören" "$T|$Y|authors=Muller O"
    together "$T|$Y|authors=Garcia Murillo, Pablo" "$T|$Y|authors=Murillo, P. G."
    together "$T|$Y|authors=Tan A.Schulze A.Davis P. G." "$T|$Y|authors=Tan, A.; Schulze, A.; Davis, P. G."
    together "$T|$Y|authors=Smith, J., Doe, A., Roe, B." "$T|$Y|authors=Smith J, Doe A, Roe B"
    together "$T|$Y|authors=Smith, John and Doe, Ann" "$T|$Y|authors=Smith J; Doe A"
    apart "$T|$Y|authors=Smith, John" "$T|$Y|authors=Smith, Ann"
}

@test "a journal is the same in full, abbreviated and by its initials" {
    together "$T|$A|$Y|journal=Journal of Infectious Diseases" "$T|$A|$Y|journal=J Infect Dis"
    together "$T|$A|$Y|journal=The Lancet" "$T|$A|$Y|journal=Lancet (London, England)"
    together "$T|$A|$Y|journal=Proceedings of the National Academy of Sciences" \
        "$T|$A|$Y|journal=Proc Natl Acad Sci"
    together "$T|$A|$Y|journal=JAMA" "$T|$A|$Y|journal=Journal of the American Medical Association"
    apart "$T|$A|$Y|journal=Lancet" "$T|$A|$Y|journal=Lancet Neurology"
    apart "$T|$A|$Y|journal=Journal of Digital Care" "$T|$A|$Y|journal=Workshop of Digital Care"
}

@test "markup, brackets, Greek letters and capitals in titles make no difference" {
    together "$A|$Y|title=Effects of H<sub>2</sub>O and TNF-α on &lt;older&gt; walkers" \
        "$A|$Y|title=EFFECTS OF H2O AND TNF-ALPHA ON OLDER WALKERS."
    together "$A|$Y|title=[Walking groups for carers in the north]" \
        "$A|$Y|title=Walking groups for carers in the north [German]"
}

@test "a title in two languages is that of both" {
    together "$A|$Y|title=Gehgruppen für Angehörige im Norden [Walking groups for carers in the north]" \
        "$A|$Y|title=Walking groups for carers in the north"
    together "$A|$Y|title=Walking groups for carers in the north = Groupes de marche pour aidants" \
        "$A|$Y|title=Groupes de marche pour aidants"
    together "$A|$Y|$J|$P|lang=de|title=Gehgruppen für Angehörige im Norden" \
        "$A|$Y|$J|$P|lang=en|title=[Walking groups for carers in northern places]"
}

@test "a typing error, another spelling and a missing subtitle do not hide a duplicate" {
    together "$A|$Y|$J|$P|title=Behaviour in walking groups for carers of tumour patients" \
        "$A|$Y|$J|$P|title=Behavior in walking groups for carers of tumor patients"
    together "$A|$Y|$J|$P|title=Walking groups for carers in the north: a study of trust" \
        "$A|$Y|$J|$P|title=Walking groups for carers in the north"
    together "$A|$Y|$J|$P|title=Non-immune walkers and double-blinded carers" \
        "$A|$Y|$J|$P|title=Nonimmune walkers and doubleblinded carers"
}

@test "numbers in titles that differ keep papers apart" {
    apart "$A|$Y|$J|title=Walking groups for carers in the north 2017" \
        "$A|$Y|$J|title=Walking groups for carers in the north 2018"
    apart "$A|$Y|$J|$P|title=Walking groups for carers in the north: part I" \
        "$A|$Y|$J|$P|title=Walking groups for carers in the north: part II"
    apart "$A|$Y|$J|title=Walking groups for two carers in the north" \
        "$A|$Y|$J|title=Walking groups for three carers in the north"
    together "$A|$Y|$J|title=Walking groups for 2 carers in the north" \
        "$A|$Y|$J|title=Walking groups for two carers in the north"
}

@test "erratum, reply, comment and protocol stay beside their paper" {
    local word
    for word in 'Erratum: ' 'Corrigendum to ' 'Reply to: ' 'Comment on ' 'Re: ' 'Retraction: '; do
        apart "$A|$Y|$J|$T" "$A|$Y|$J|title=$word${T#title=}" || { echo "$word" && return 1; }
    done
    apart "$A|$Y|$J|$T" "$A|$Y|$J|$T: study protocol"
    apart "$A|$Y|$J|$T" "$A|$Y|$J|$T (vol 12, pg 123, 2019)"
    apart "$A|$Y|$J|$T|type=article" "$A|$Y|$J|$T|type=erratum"
}

@test "a conference paper, a preprint and a thesis are not the article" {
    apart "$A|$Y|$T|type=article" "$A|$Y|$T|type=conference"
    apart "$A|$Y|$T|type=article|$J" "$A|$Y|$T|type=article|journal=Symposium on Invented Care"
    apart "$A|$Y|$T|type=article" "$A|$Y|$T|journal=medRxiv"
    apart "$A|$Y|$T|type=article" "$A|$Y|$T|type=thesis"
    # But an article of an issue is one, whatever it is called.
    together "$A|$Y|$T|$J|$P|type=article" "$A|$Y|$T|$J|$P|type=conference"
}

@test "years one apart are one study only when one record was not yet in an issue" {
    together "$A|$T|$J|year=2018|pages=1-17" "$A|$T|$J|year=2019|$P"
    apart "$A|$T|$J|year=2018|volume=11|pages=40-50" "$A|$T|$J|year=2019|$P"
    apart "$A|$T|$J|year=2018" "$A|$T|$J|year=2019"
    apart "$A|$T|$J|year=2017|pages=1-17" "$A|$T|$J|year=2019|$P"
}

@test "records with other pages, PMIDs or DOIs are not the same" {
    apart "$A|$T|$J|$Y|volume=12|pages=123-129" "$A|$T|$J|$Y|volume=12|pages=223-229"
    apart "$A|$T|$J|$Y|pmid=1" "$A|$T|$J|$Y|pmid=2"
    apart "$A|$T|$J|$Y|doi=10.5555/a.1234" "$A|$T|$J|$Y|doi=10.5555/a.4321"
    # A mistyped DOI is outweighed by volume and page.
    together "$A|$T|$J|$Y|$P|doi=10.5555/a.1234" "$A|$T|$J|$Y|$P|doi=10.5555/a.1243"
    # A number of pages, or an article number, is no other page.
    together "$A|$T|$J|$Y|volume=12|pages=e101576" "$A|$T|$J|$Y|volume=12|pages=7"
}

@test "a record with a title and nothing else is left for a person" {
    [ "$(decision "$T" "$A|$T|$J|$Y")" = 'review likely' ]
    apart "$T" "$A|$T|$J|$Y"
}

@test "the same sparse record twice is one, unless many have its title" {
    together "$T" "$T"
    together "title=Malaria|$A|$Y|$J" "title=Malaria|$A|$Y|$J"
    [ "$(decision 'title=Editorial' 'title=Editorial')" = 'review same-record generic' ]
    [ "$(decision "title=Editorial|$A|$Y|$J" "title=Editorial|$A|$Y|$J")" = 'review same-record generic' ]
    together "title=Editorial|$A|$Y|$J|$P" "title=Editorial|$A|$Y|$J|$P"
}

@test "records without a title are nobody's duplicates" {
    apart "title=UNKNOWN|$A|$Y|$J" "$T|$A|$Y|$J"
    apart "$A|$Y|$J" "$A|$Y|$J"
    apart 'title=[Not Available].|year=2019' 'title=[Not Available].|year=2019'
}

@test "a pair from the same export has to be more than alike" {
    one="database=One|source=one.ris:1" two="database=One|source=one.ris:90"
    three="database=Three|source=three.ris:7"
    long='Walking groups for carers in the north'
    together "$A|$Y|$J|volume=12|title=$long: a study|$one" "$A|$Y|$J|volume=12|title=$long|$three"
    [ "$(decision "$A|$Y|$J|volume=12|title=$long: a study|$one" \
        "$A|$Y|$J|volume=12|title=$long|$two")" = 'review title-part same-export' ]
    together "$T|$A|$Y|$J|$P|$one" "$T|$A|$Y|$J|$P|$two"
}

@test "a chain does not join what a veto keeps apart" {
    # b is like a and like c, and these have DOIs that differ.
    groups "$T|$A|$Y|$J|doi=10.5555/a.1234" "$T|$A|$Y|$J" "$T|$A|$Y|$J|doi=10.5555/a.4321" >out
    [ "$(wc -l <out)" -eq 2 ]
    records "$T|$A|$Y|$J|doi=10.5555/a.1234" "$T|$A|$Y|$J" "$T|$A|$Y|$J|doi=10.5555/a.4321" |
        dedupe --review review >studies
    cut -f 1,2,5 review | sed 1d | sort | diff -u <(printf 'a\tc\tdoi\nb\tc\tchain\n') -
}

@test "every decision stands in the table of pairs, sorted, with its figures" {
    dedupe --pairs pairs "$DATA/sample.records.tsv" >out
    sed -E 's/\t+$//' pairs >shown
    diff -u - shown <<'PAIRS'
doc_a	doc_b	decision	rule	veto	title	authors	abstract	year	journal	volume	pages	doi	pmid
e1	m1	merge	same-doi		1.000	1.000		same	same	same	same	same
e1	w2	apart	likely	type	1.000	1.000		same	different
m1	w2	apart	likely	type	1.000	1.000		same	different
PAIRS
}

@test "what is left for a person stands side by side, and comes back with an answer" {
    records "doc=x|$T" "doc=y|$T|$A|$Y|$J" "doc=z|title=Peer workers in a large town" >in
    dedupe --review review in | tail -n +2 | wc -l | diff -u <(echo 3) -
    cut -f 1-7 review | diff -u - <(printf '%s\n' $'doc_a\tdoc_b\tsame\trule\tveto\ttitle_a\ttitle_b' \
        $'x\ty\t\tlikely\t\t'"${T#*=}"$'\t'"${T#*=}")
    awk -F '\t' -v OFS='\t' 'NR > 1 { $3 = "yes" } { print }' review >yes
    dedupe --decided yes --pairs pairs --review again in | cut -f 1 | diff -u <(printf 'doc\ny\nz\n') -
    cut -f 3,4 pairs | diff -u <(printf 'decision\trule\nmerge\tperson\n') -
    [ "$(wc -l <again)" -eq 1 ]
    sed 's/yes/Yes/' yes | dedupe --decided - in | cut -f 1 | diff -u <(printf 'doc\ny\nz\n') -
    # What a person keeps apart no rule joins.
    records "doc=x|$T|$A|$Y|$J|$P" "doc=y|$T|$A|$Y|$J|$P" >in
    printf 'doc_a\tdoc_b\tsame\ny\tx\tno\n' >no
    dedupe --decided no --pairs pairs in | wc -l | diff -u <(echo 3) -
    cut -f 3,5 pairs | tail -n 1 | diff -u <(printf 'apart\tperson\n') -
}

@test "an answer that is none, or about a record that is not there, is reported" {
    printf 'doc_a\tdoc_b\tsame\nm1\te1\tmaybe\nm1\tq9\tyes\nm1\te1\t\n' >decided
    says 2 '^dedupe: decided:2: same expects yes, no or nothing' \
        dedupe --decided decided "$DATA/sample.records.tsv"
    grep -q "^dedupe: decided:3: no record has this id, row skipped: 'q9'$" said.err
    [ "$(wc -l <said.out)" -eq 5 ]
}

@test "undoing brings every record back, byte for byte" {
    dedupe --keep-versions versions "$DATA/sample.records.tsv" >studies
    dedupe --undo versions studies | same "$DATA/sample.records.tsv"
    # Studies that were skipped in between stay out.
    grep -v ^e2 studies | dedupe --undo versions | cut -f 1 | diff -u <(printf 'doc\nm1\ne1\nw1\nw2\n') -
    # Without duplicates too, and with any order.
    { head -n 1 "$DATA/sample.records.tsv" && tail -n +2 "$DATA/sample.records.tsv" | tac; } >turned
    dedupe --keep-versions versions turned >studies
    dedupe --undo versions studies | same turned
    grep -v ^e1 turned | dedupe --keep-versions versions >studies
    dedupe --undo versions studies | same <(grep -v ^e1 turned)
}

@test "undoing needs the table that was kept" {
    says 2 "sample\.records\.tsv:1: expected a table that --keep-versions wrote" \
        dedupe --undo "$DATA/sample.records.tsv" "$DATA/sample.records.tsv"
    says 2 '^dedupe: --undo only brings records back' dedupe --undo v --pairs p
}

@test "--origin tells for each record its study" {
    dedupe --origin origin "$DATA/sample.records.tsv" >out
    sort origin | diff -u <(printf 'doc\tstudy\ne1\tm1\ne2\te2\nm1\tm1\nw1\tw1\nw2\tw2\n') -
}

@test "what came in went out or was merged, and the tally says so" {
    dedupe --tally tally "$DATA/sample.records.tsv" >out
    diff -u - tally <<'TALLY'
stage	file	reason	n
dedupe		in	5
dedupe		out	4
dedupe		duplicate	1
TALLY
}

@test "the order of the input changes nothing but the order of the output" {
    "$ROOT/tests/bench/make_duplicates" 2000 >in
    dedupe --pairs pairs in | sort >expected
    [ "$(wc -l <expected)" -lt 1990 ]
    for seed in 1 2 3; do
        { head -n 1 in && tail -n +2 in | shuf --random-source=<(yes "$seed"); } |
            dedupe --pairs again | sort | same expected
        same pairs <again
    done
}

@test "invented records with known duplicates are told apart" {
    needs python3
    "$ROOT/tests/bench/make_duplicates" 5000 truth >in
    dedupe --origin origin in >out
    # Records, studies, duplicate pairs in truth and found, right ones, false ones.
    "$ROOT/tests/reference/duplicates.py" score truth origin |
        awk -F '\t' '$6 != 0 || $5 < 0.99 * $3 { print; bad = 1 } END { exit bad }'
}

@test "the labelled sets of others give no false merge and few misses" {
    needs python3
    needs_shared 2-dedupe
    "$ROOT/tests/bench/duplicates" >found || { cat found && return 1; }
    awk -F '\t' '
        NR == 1 { next }
        { sets++ }
        $7 != 0 { print "false merges: " $0; bad = 1 }
        $1 == "tafenoquine" && $8 < 0.98 { print; bad = 1 }
        $1 == "citesource" && $3 != 495 { print; bad = 1 }
        $1 ~ /^cases/ && $8 != 1 { print; bad = 1 }
        END { if (sets < 7) { print "sets are missing"; bad = 1 }; exit bad }' found
}

@test "many copies of a record are one study, in linear time" {
    records "$T|$A|$Y|$J" | tail -n 1 >row
    { records && awk '{ for (i = 0; i < 20000; i++) { sub(/^[^\t]*/, "id" i); print } }' row; } >in
    timeout 20 "$FILTERS/dedupe" in >out
    [ "$(wc -l <out)" -eq 2 ]
}

@test "many papers with one generic title end quickly, and stay" {
    { records && awk -v OFS='\t' 'BEGIN { for (i = 0; i < 20000; i++)
        print "id" i, "", "", "", "Editorial", "", "", "", "", "", "", "", "", "", "", "", "", "" }'; } >in
    timeout 20 "$FILTERS/dedupe" in >out
    [ "$(wc -l <out)" -eq 20001 ]
}

@test "columns may be missing, empty or in another order" {
    printf 'title\tdoc\nWalking groups for carers in the north\ta\nWALKING groups for carers in the north\tb\n' |
        dedupe | diff -u <(printf 'title\tdoc\torigin\nWalking groups for carers in the north\ta\ta; b\n') -
    printf 'doc\na\nb\n' | dedupe | diff -u <(printf 'doc\torigin\na\ta\nb\tb\n') -
    printf 'doc\ttitle\n' | dedupe | diff -u <(printf 'doc\ttitle\torigin\n') -
    says 2 "no column 'doc'; the columns are title, year" dedupe < <(printf 'title\tyear\nx\t1\n')
    says 2 "no column 'doc': this is no table with tabs between columns; records\\(1\\) and" dedupe < <(printf 'TY  - JOUR\n')
}

@test "records of several exports that have one id are told apart" {
    records "doc=a|$T|$A|$Y" "doc=a-2|title=Another" >one
    records "doc=a|title=Something else" "doc=a|$T|$A|$Y|$J" >two
    dedupe --keep-versions versions --origin origin one two >out 2>err
    diff -u <(echo 'dedupe: records with an id that another one has, now told apart by -2, -3 ...: 2') err
    [ "$(tail -n +2 out | cut -f 1 | sort -u | wc -l)" -eq 3 ]
    [ "$(tail -n +2 origin | cut -f 1 | sort -u | wc -l)" -eq 4 ]
    dedupe two one 2>err | sort | same <(sort out)
    dedupe --undo versions out | same <(cat one <(tail -n +2 two))
    # The same file twice is the same records twice.
    dedupe "$DATA/sample.records.tsv" "$DATA/sample.records.tsv" 2>err | wc -l | diff -u <(echo 5) -
}

@test "exports in several files are one table" {
    head -n 3 "$DATA/sample.records.tsv" >one
    { head -n 1 one && tail -n +4 "$DATA/sample.records.tsv"; } >two
    dedupe "$DATA/sample.records.tsv" >expected
    dedupe one two | same expected
}

@test "-v reports totals, of --undo too" {
    dedupe -v --keep-versions versions "$DATA/sample.records.tsv" 2>err >studies
    diff -u - err <<'END'
dedupe: 5 records, 4 studies, 1 merged; 0 pairs left for a person
dedupe: 4 candidates looked at; 0 times a record stood in a block too large
END
    dedupe -v --undo versions studies 2>err >/dev/null
    diff -u - err <<<'dedupe: 4 studies, 5 records'
}
