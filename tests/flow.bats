# flow: the PRISMA flow diagram, drawn and checked.
load helpers

# tsv LINE...: a table; | between its cells.
tsv() {
    printf '%s\n' "$@" | tr '|' '\t'
}

boxes() {
    tsv 'box|reason|n' "$@"
}

# n BOX: the number of a box in a table of boxes on standard input.
n() {
    awk -F '\t' -v box="$1" '$1 == box && $2 == "" { print $3 }'
}

is() {
    same <(printf '%s\n' "$@")
}

# tally_of FILE: the screening of a labelled set as a tally of two stages.
tally_of() {
    awk -F , 'BEGIN { OFS = "\t"; print "stage", "file", "reason", "n" }
        /,[01],[01]\r?$/ { all++; first += $NF ~ /1/; both += $(NF - 1) }
        END {
            print "screen", "", "in", all; print "screen", "", "out", first
            print "screen", "", "title or abstract", all - first
            print "assess", "", "in", first; print "assess", "", "out", both
            print "assess", "", "full text", first - both
        }' "$1"
}

@test "the labelled screening sets have their PRISMA numbers" {
    local folder=6-corpora/asreview+systematic-review-datasets/datasets/Cohen_2006/output/online
    needs_shared "$folder"
    local set expected box
    while read -r set expected; do
        tally_of "$SHARED/$folder/$set.csv" | flow -f table >table
        for box in records_screened dbr_assessed new_studies; do
            n $box <table
        done | paste -s -d ' ' | is "$expected"
    done <<'SETS'
ADHD 851 84 20
Antihistamines 310 92 16
Triptans 671 218 24
Estrogens 368 80 80
OralHypoglycemics 503 139 136
SETS
}

@test "what follows from the boxes above is computed, what stands at the side is 0" {
    boxes 'database_results|A|60' 'database_results|B|40' 'duplicates||25' 'records_excluded||50' \
        'dbr_excluded|no data|5' 'dbr_excluded|off topic|7' >table
    flow -f table table >out
    n database_results <out | is 100
    n excluded_automatic <out | is 0
    n records_screened <out | is 75
    n dbr_assessed <out | is 25
    n dbr_excluded <out | is 12
    n new_studies <out | is 13
    # What was computed is right: it is read again, and stays.
    flow -f table out | same out
}

@test "behind the last box that is given nothing is known" {
    boxes 'database_results||100' 'duplicates||25' 'records_screened||75' >table
    flow -f table table | cut -f 1 | not grep records_excluded
    flow table | grep -q 'Records screened (n = 75)'
    flow table | grep -q 'Records excluded (n = ?)'
    flow table | grep -q 'Studies included in review'
}

@test "each sum that does not fit names its boxes and the difference" {
    says 2 '^flow: Databases \(100\) - Duplicate records \(25\) is 75, but Records screened is 76: 1 too many$' \
        flow <(boxes 'database_results||100' 'duplicates||25' 'records_screened||76')
    says 2 '^flow: Databases \(10\) - Duplicate records \(3\) - Records marked as ineligible by automation tools \(1\) - Records removed for other reasons \(2\) is 4, but Records screened is 3: 1 too few$' \
        flow <(boxes 'database_results||10' 'duplicates||3' 'excluded_automatic||1' \
            'excluded_other||2' 'records_screened||3')
    says 2 '^flow: Records screened \(50\) - Records excluded \(20\) is 30, but Reports sought for retrieval is 28: 2 too few$' \
        flow <(boxes 'records_screened||50' 'records_excluded||20' 'dbr_sought_reports||28')
    says 2 '^flow: Reports sought for retrieval \(28\) - Reports not retrieved \(3\) is 25, but Reports assessed for eligibility is 26: 1 too many$' \
        flow <(boxes 'records_screened||28' 'dbr_sought_reports||28' \
            'dbr_notretrieved_reports||3' 'dbr_assessed||26')
    says 2 '^flow: Reports assessed for eligibility \(9\) - Reports excluded \(4\) is 5, but New studies included in review is 6: 1 too many$' \
        flow <(boxes 'records_screened||9' 'dbr_excluded|a|4' 'new_studies||6')
    says 2 '^flow: Reports excluded \(dbr_excluded\) is 5, but its parts add up to 4: 1 too few$' \
        flow <(boxes 'records_screened||9' 'dbr_excluded|a|4' 'dbr_excluded||5')
    says 2 '^flow: New studies included in review \(5\) \+ Studies included in previous version of review \(2\) is 7, but Total studies included in review is 8: 1 too many$' \
        flow <(boxes 'records_screened||5' 'new_studies||5' 'previous_studies||2' 'total_studies||8')
    says 2 '^flow: New studies included in review \(6\) are more than Reports of new included studies \(5\)' \
        flow <(boxes 'records_screened||5' 'new_studies||6' 'new_reports||5')
    says 2 '^flow: Records screened \(5\) - Records excluded \(6\) is less than 0: 1 too many are lost$' \
        flow <(boxes 'records_screened||5' 'records_excluded||6')
    says 2 '^flow: Websites \(5\) is 5, but Reports sought for retrieval \(other methods\) is 4: 1 too few$' \
        flow <(boxes 'website_results||5' 'other_sought_reports||4')
}

@test "what does not add up is not drawn, and an old picture stays" {
    echo old >kept.svg
    says 2 'too many' flow -o kept.svg <(boxes 'database_results||1' 'records_screened||2')
    [ "$(cat kept.svg)" = old ]
    [ ! -s said.out ]
}

@test "tallies of filters and of people make a diagram, and must fit each other" {
    tsv 'stage|file|reason|n' 'records|a.ris|in|92' 'records|a.ris|out|91' \
        'records|a.ris|no end tag|1' 'records|b.ris|in|10' 'records|b.ris|out|10' \
        'dedupe||in|101' 'dedupe||out|90' 'dedupe||duplicate|11' 'search||in|90' \
        'search||out|70' 'search||not found|20' >tally
    tsv 'stage|file|reason|n' 'screen||in|70' 'screen||out|20' 'screen||wrong topic|50' \
        'retrieve||in|20' 'retrieve||out|18' 'retrieve||no answer|2' 'assess||in|18' \
        'assess||out|12' 'assess||no data|6' >people
    flow -f table tally people | grep -v '	0$' >out
    tsv 'box|reason|n' 'database_results||102' 'database_results|a.ris|92' \
        'database_results|b.ris|10' 'duplicates||11' 'excluded_automatic||20' \
        'excluded_automatic|not found|20' 'excluded_other||1' 'excluded_other|no end tag|1' \
        'records_screened||70' 'records_excluded||50' 'records_excluded|wrong topic|50' \
        'dbr_sought_reports||20' 'dbr_notretrieved_reports||2' 'dbr_assessed||18' \
        'dbr_excluded||6' 'dbr_excluded|no data|6' 'new_studies||12' | same out
    says 2 "^flow: the stage 'dedupe' took in 100, but 'records' gave out 101: 1 too few$" \
        flow <(sed 's/in	101/in	100/; s/out	90/out	89/' tally)
    says 2 "^flow: the stage 'search' took in 90, but gave out or dropped 91: 1 too many$" \
        flow <(sed 's/found	20/found	21/' tally)
    says 2 "the stage 'language' has no place in the diagram; give it one: --stage language=automatic" \
        flow tally <(tsv 'stage|file|reason|n' 'language||in|70' 'language||out|70')
    flow --stage language=automatic tally \
        <(tsv 'stage|file|reason|n' 'language||in|70' 'language||out|69' 'language||de|1') \
        -f table | n excluded_automatic | is 21
    says 2 "^flow: --stage expects STAGE=PLACE, .*, not 'language=dedupe'$" \
        flow --stage language=dedupe tally
}

@test "files of a tally stand without their folders, unless two would be called the same" {
    printf 'stage\tfile\treason\tn\n' >tally
    local file
    for file in 'März/a b.ris' /srv/x/ovid.ris c.csv; do
        printf 'records\t%s\tin\t5\nrecords\t%s\tout\t5\n' "$file" "$file"
    done >>tally
    flow -f table tally | grep results | cut -f 2,3 | same <(printf '\t15\na b.ris\t5\novid.ris\t5\nc.csv\t5\n')
    sed 's/ovid.ris/c.csv/' tally | flow -f table | grep results | cut -f 2 |
        same <(printf '\nMärz/a b.ris\n/srv/x/c.csv\nc.csv\n')
    printf 'box\treason\tn\ndatabase_results\tCINAHL/EBSCO\t5\nduplicates\t\t1\n' | flow -f table | grep -q 'CINAHL/EBSCO'
}

@test "a total that is given is held against what is computed" {
    printf 'box\tn\nrecords_screened\t20\nrecords_excluded\t15\ndbr_assessed\t5\nprevious_studies\t3\n' >boxes
    { cat boxes && printf 'total_studies\t8\n'; } | flow -f table | grep -qx $'new_studies\t\t5'
    says 2 'Total studies included in review is 9: 1 too many' flow < <(cat boxes && printf 'total_studies\t9\n')
}

@test "studies can be fewer than reports" {
    tsv 'stage|file|reason|n' 'assess||in|18' 'assess||out|12' 'assess||no data|6' >tally
    boxes 'new_studies||10' >studies
    flow -f table tally studies >out
    n new_reports <out | is 12
    n new_studies <out | is 10
    # The review began with what was assessed.
    n database_results <out | is 18
}

@test "previous studies and other methods are drawn where they are given" {
    flow "$DATA/sample.boxes.tsv" >out
    not grep -q 'Previous studies\|other methods' out
    { cat "$DATA/sample.boxes.tsv" && tsv 'website_results||5' 'citations_results||6' \
        'other_notretrieved_reports||1' 'other_excluded|late|2'; } | sed 's/^new_studies.*//' |
        grep . >other
    flow other >out
    grep -q '^Identification of studies via other methods$' out
    flow -f table other | n new_studies | is 15
    { cat "$DATA/sample.boxes.tsv" && tsv 'previous_studies||4'; } >previous
    flow previous | grep -q 'Total studies included in review'
    flow -f table previous | n total_studies | is 11
}

@test "SVG, PNG and PDF are what the ending says" {
    needs xmllint file
    flow -o a.svg "$DATA/sample.boxes.tsv"
    xmllint --noout a.svg
    grep -q '>Records screened (n.*80)<' a.svg
    flow -f svg "$DATA/sample.boxes.tsv" | same a.svg
    flow -o a.png "$DATA/sample.boxes.tsv" 2>err || skip "$(cat err)"
    flow -o a.pdf "$DATA/sample.boxes.tsv"
    file a.png a.pdf | grep -c 'PNG image\|PDF document' | is 2
}

# rectangles SVG: x, y, width and height of each box that is drawn.
rectangles() {
    grep '^<rect' "$1" | sed -E 's/.* x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)".*/\1 \2 \3 \4/'
}

@test "no box leaves the picture or covers another one, however long its reasons" {
    local i
    {
        boxes 'database_results||5000' 'previous_studies||3' 'previous_reports||7' 'website_results||4'
        for i in $(seq 40); do
            printf 'dbr_excluded\treason %s with words that go on and on, and a-very-long-compound-that-has-no-space-in-it-at-all\t%s\n' "$i" "$i"
            printf 'database_results\tSource %s\t%s\n' "$i" 125
        done
        printf 'other_excluded\t%s\t1\n' "$(head -c 300 /dev/zero | tr '\0' x)"
    } >table
    flow -o a.svg table
    rectangles a.svg >rectangles
    [ "$(wc -l <rectangles)" -gt 16 ]
    awk 'NR == 1 { width = $3; height = $4; next }
        $1 < 0 || $2 < 0 || $1 + $3 > width || $2 + $4 > height { print "outside:", $0; wrong = 1 }
        {
            for (i = 1; i <= n; i++)
                if ($1 < x[i] + w[i] && x[i] < $1 + $3 && $2 < y[i] + h[i] && y[i] < $2 + $4) {
                    print "over:", $0; wrong = 1
                }
            n++; x[n] = $1; y[n] = $2; w[n] = $3; h[n] = $4
        }
        END { exit wrong }' rectangles
}

@test "text keeps to its width" {
    local width
    for width in 40 61 100; do
        flow --width $width --ascii "$DATA/sample.boxes.tsv" >out
        [ "$(wc -L <out)" -le $((width < 53 ? 53 : width)) ]
        not grep -q '[^ -~]' out
    done
    flow --width 80 "$DATA/sample.boxes.tsv" >out
    [ "$(LC_ALL=C.UTF-8 wc -L <out)" -eq 80 ]
}

@test "the CSV for R has the rows and columns of its template" {
    needs python3
    boxes 'database_results|A, B; C|60' 'duplicates||10' 'records_excluded||40' \
        'dbr_excluded|no, data|4' 'dbr_excluded|late|1' >table
    flow -o out.csv table
    [ "$(head -c 4 out.csv)" = data ]
    python3 - <<'PYTHON' | is '32 60 A  B  C, 60 no  data, 4; late, 1 5 NA'
import csv
rows = list(csv.DictReader(open("out.csv", newline="")))
assert list(rows[0]) == "data,node,box,description,boxtext,tooltips,url,n".split(",")
n = {row["data"]: row["n"] for row in rows}
print(len(rows), n["database_results"], n["database_specific_results"], n["dbr_excluded"],
      n["new_studies"], n["previous_studies"])
PYTHON
}

@test "a box that is none, a number that is none, a second number: each is said" {
    says 2 "^flow: table:2: no box 'screened'; the boxes are previous_studies, " \
        flow <(boxes 'screened||5') || grep -q "no box 'screened'" said.err
    boxes 'records_screened||five' >words
    says 2 "^flow: words:2: expected a whole number in n, not 'five'; row skipped$" flow words
    boxes 'records_screened||5' 'records_screened||5' >twice
    says 2 "^flow: twice:3: a second number for the box 'records_screened'; row skipped$" \
        flow twice
    tsv 'a|b' '1|2' >other
    says 2 '^flow: other: expected the columns box and n, or those of a tally' flow other
    : >empty
    says 2 '^flow: empty: empty, expected a header row$' flow empty
}

@test "an empty number is a box that is not known yet" {
    boxes 'database_results||10' 'records_screened||10' 'records_excluded||' >table
    flow table | grep -q 'Records excluded (n = ?)'
}

@test "-v reports how many boxes have a number" {
    boxes 'records_screened||20' 'records_excluded||5' | flow -v -f table 2>err >table
    diff -u - err <<<"flow: $(cut -f 2 table | grep -c '^$') boxes with a number"
}
