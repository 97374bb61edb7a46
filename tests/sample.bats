# sample: a share of the documents that anybody can draw again, and screening sheets.
load helpers

# numbered COUNT: that many documents, r1 ...
numbered() {
    awk -v count="$1" 'BEGIN { print "doc\tyear\ttitle\tabstract"
        for (i = 1; i <= count; i++)
            printf "r%d\t%d\tTitle %d\tWords \"of\" %d.\n", i, 2000 + i % 4, i, i }'
}

shuffled() {
    head -n 1 "$1" && tail -n +2 "$1" | shuf --random-source=<(yes "$2")
}

ids() {
    tail -n +2 | cut -f 1
}

@test "the size of a share is rounded up, and a number is a number" {
    numbered 15 >in
    for case in 0.2:3 0.21:4 0.1:2 1:15 0.0001:1 0.6:9; do
        [ "$(sample --share "${case%:*}" in | ids | wc -l)" -eq "${case#*:}" ] || { echo "$case" && return 1; }
    done
    [ "$(sample -n 4 in | ids | wc -l)" -eq 4 ] && [ "$(sample -n 99 in | ids | wc -l)" -eq 15 ]
    sample in | same in
}

@test "the same key draws the same sample from any order, by file and by pipe" {
    numbered 500 >in
    sample --share 0.2 in >expected
    sample --share 0.2 <in | same expected
    for seed in 1 2 3; do
        shuffled in "$seed" >turned
        sample --share 0.2 turned | sort | same <(sort expected)
        sample -n 100 <turned | sort | same <(sort expected)
    done
    not cmp -s expected <(sample --share 0.2 --key another in)
}

@test "a number of very many documents from a pipe is that of the file, and few are kept in memory" {
    numbered 20000 | awk -F '\t' -v OFS='\t' '{ print } NR % 7 == 0 { $4 = "another part"; print }' >in
    for number in 1 50 5000; do
        sample -n "$number" in >expected
        [ "$(ids <expected | uniq | wc -l)" -eq "$number" ]
        sample -n "$number" <in | same expected
    done
}

@test "rows keep their order and their bytes" {
    printf 'doc\ttext\nb\tone\\ttab \\q\na\ttwo\n' >in
    sample in | same in
    numbered 100 >in
    sample --share 0.3 in | ids | sed s/r// | sort -n -c
}

@test "a larger share holds the smaller one" {
    numbered 300 >in
    for pair in 0.1:0.2 0.2:0.21 0.21:0.9; do
        comm -23 <(sample --share "${pair%:*}" in | sort) <(sample --share "${pair#*:}" in | sort) |
            diff -u /dev/null -
    done
    diff -u <(sample -n 60 in) <(sample --share 0.2 in)
}

@test "the rank is the SHA-256 of key, tab and id" {
    numbered 40 >in
    seq 40 | sed s/^/r/ | while read -r id; do
        printf '%s %s\n' "$(printf 'k\t%s' "$id" | sha256sum | cut -c 1-32)" "$id"
    done | sort | head -n 7 | cut -d ' ' -f 2 | sort >expected
    sample -n 7 --key k in | ids | sort | same expected
}

@test "every id has the same chance" {
    # 200 keys draw 10 of 40: each id 50 times, and chi-square (39 df) below its 0.1 % point.
    numbered 40 >in
    for key in $(seq 200); do sample -n 10 --key "$key" in | ids; done | sort | uniq -c |
        awk '{ n++; chi += ($1 - 50) ^ 2 / 50 } END { exit !(n == 40 && chi / 0.75 < 72.05) }'
}

@test "strata are sampled each for itself" {
    numbered 100 >in
    sample --by year --share 0.1 in | tail -n +2 | cut -f 2 | sort | uniq -c | tr -s ' ' |
        diff -u <(printf ' 3 %s\n' 2000 2001 2002 2003) -
    [ "$(sample --by year -n 2 <in | ids | wc -l)" -eq 8 ]
    diff <(sample --by year --share 0.5 in) <(sample --by year --share 0.5 <in)
    says 2 "no column 'land'" sample --by land in
}

@test "the parts of a document stay together and count once" {
    printf 'doc\ttext\na\t1\na\t2\nb\t1\nb\t2\nb\t3\nc\t1\n' >in
    for n in 1 2; do
        sample -n "$n" in >out
        [ "$(ids <out | sort -u | wc -l)" -eq "$n" ]
        ids <out | sort -u | while read -r id; do
            diff <(grep "^$id" out) <(grep "^$id" in)
        done
    done
}

@test "a pipe with few documents to take needs little memory" {
    [ "${MODE:-release}" = release ] || skip 'a sanitizer has memory of its own'
    { echo $'doc\ttext' && seq -f "%.0f	$(printf '%01000d' 0)" 100000; } >in
    (ulimit -v 65536 && sample -n 20 <in >out)
    diff -u <(sample -n 20 in) out
}

@test "a sheet has the documents of the sample, in an order of each reviewer" {
    numbered 50 >in
    sample --share 0.5 --sheet ada.tsv --reviewer Ada in >out
    sample --share 0.5 --sheet bo.tsv --reviewer Bo in >out
    head -n 1 ada.tsv | diff -u <(printf 'doc\ttitle\tabstract\tdecision\treason\treviewer\n') -
    diff -u <(ids <out | sort) <(ids <ada.tsv | sort)
    not diff -q <(ids <ada.tsv) <(ids <bo.tsv)
    not diff -q <(ids <ada.tsv) <(ids <out)
    grep -P '^r7\tTitle 7\tWords "of" 7.\t\t\tAda$' <(sample --sheet all.tsv --reviewer Ada in >out && cat all.tsv)
    shuffled in 1 | sample --share 0.5 --sheet again.tsv --reviewer Ada >out
    same ada.tsv <again.tsv
}

@test "a sheet that is there is not written over" {
    numbered 5 >in
    echo mine >sheet.tsv
    says 2 '^sample: sheet\.tsv: is there already, and may hold what a person wrote' \
        sample --sheet sheet.tsv in
    [ "$(cat sheet.tsv)" = mine ]
}

@test "decisions come back beside their documents" {
    numbered 4 >in
    sample --sheet ada.tsv --reviewer Ada in >out
    awk -F '\t' -v OFS='\t' '$1 == "r2" { $4 = " Include " } $1 == "r3" { $4 = "EXCLUDE"; $5 = "no \"carers\"" } { print }' ada.tsv >back.tsv
    # As a spreadsheet writes it: quotes, other order, a column more.
    awk -F '\t' -v OFS='\t' '{ for (i = 1; i <= NF; i++) { gsub(/"/, "\"\"", $i); $i = "\"" $i "\"" }
        print "\"x\"", $0 }' back.tsv >unsorted.tsv
    shuffled unsorted.tsv 1 >quoted.tsv
    for sheet in back.tsv quoted.tsv; do
        sample --read "$sheet" in 2>err | cut -f 1,5,6 | diff -u - <(printf '%s\n' \
            $'doc\tdecision_Ada\treason_Ada' $'r1\t\t' $'r2\tinclude\t' $'r3\texclude\tno "carers"' $'r4\t\t')
        diff -u <(echo "sample: $sheet: documents without a decision: 2, with one: 2") err
    done
    sed 's/Ada$/Bo/' back.tsv >bo.tsv
    sample --read back.tsv --read bo.tsv in 2>err | head -n 1 | cut -f 5- |
        diff -u <(printf 'decision_Ada\treason_Ada\tdecision_Bo\treason_Bo\n') -
}

@test "several sheets of one reviewer are one" {
    numbered 5 >in
    printf 'doc\tdecision\treason\treviewer\nr1\tinclude\t\tAda\nr2\t\t\tAda\nr4\tinclude\t\tAda\n' >1.tsv
    printf '\357\273\277doc\tdecision\treason\treviewer\r\nr3\texclude\tno\tAda\r\nr2\tunsure\t\tAda\r\n' >2.tsv
    printf 'doc\tdecision\treviewer\nr4\texclude\tAda\nr9\texclude\tAda\n' >3.tsv
    sample --read 1.tsv --read 2.tsv in 2>err | cut -f 1,5,6 | diff -u - <(printf '%s\n' \
        $'doc\tdecision_Ada\treason_Ada' $'r1\tinclude\t' $'r2\tunsure\t' $'r3\texclude\tno' $'r4\tinclude\t' $'r5\t\t')
    says 2 "sample: 3.tsv: another decision than in 1.tsv: 'r4'" sample --read 1.tsv --read 3.tsv --report found in
    diff -u <(printf '%s\n' $'file\tline\tdoc\treviewer\tproblem\tvalue' $'3.tsv\t\tr4\tAda\ttwice, and differs\texclude' \
        $'1.tsv\t\tr2\tAda\tmissing\t' $'3.tsv\t\tr9\tAda\tunknown\t') found
}

@test "what was decided about a record holds for the study that it became part of" {
    printf '%s\n' $'doc\ttitle\torigin' $'b\tB\ta; b; c' $'d\tD\td' $'e\tE\te; f' >in
    printf 'doc\tdecision\treason\treviewer\na\tinclude\t\tAda\nc\t\t\tAda\nf\texclude\tno\tAda\n' >ada.tsv
    sample --read ada.tsv --sheet more.tsv --reviewer Ada in 2>err | cut -f 1,4,5 | diff -u - <(printf '%s\n' \
        $'doc\tdecision_Ada\treason_Ada' $'b\tinclude\t' $'d\t\t' $'e\texclude\tno')
    [ ! -s err ]
    cut -f 1 more.tsv | diff -u <(printf 'doc\nd\n') -
    sed 's/^c\t/c\texclude/' ada.tsv >differs.tsv
    says 2 "sample: differs.tsv: another decision about a record of the same study: 'b'" sample --read differs.tsv in
    [ "$(sed -n 2p said.out)" = $'b\tB\ta; b; c\t\t' ]
}

@test "a sheet that a spreadsheet saved as UTF-16 is said to be so" {
    numbered 2 >in
    printf 'doc\tdecision\nr1\tinclude\n' | iconv -f UTF-8 -t UTF-16 >sheet.txt
    says 2 'sample: sheet.txt:1: this is UTF-16, expected UTF-8' sample --read sheet.txt in
}

@test "a further sheet has only what the sheets of the reviewer do not have" {
    numbered 6 >in
    printf 'doc\tdecision\treviewer\nr1\tinclude\tAda\nr2\t\tAda\n' >1.tsv
    printf 'doc\tdecision\treviewer\n"r3"\t\tAda\n' >2.tsv
    sample --read 1.tsv --read 2.tsv --sheet 3.tsv --reviewer Ada in 2>/dev/null | cut -f 1 | diff -u <(cut -f 1 in) -
    cut -f 1 3.tsv | sort | diff -u - <(printf 'doc\nr4\nr5\nr6\n')
    sample --read 1.tsv --sheet bo.tsv --reviewer Bo in >/dev/null 2>&1
    [ "$(wc -l <bo.tsv)" = 7 ]
}

@test "what is missing, misspelt, twice or unknown is reported, and counts as no decision" {
    numbered 5 >in
    printf '%s\n' $'doc\tdecision\treason' $'r1\tinclde\t' $'r2\tinclude\t' $'r2\texclude\t' $'r3\texclude\t' \
        $'r3\texclude\tno' $'r9\tinclude\t' $'r4\t\t' >ada.tsv
    says 2 "^sample: ada\.tsv:2: decision expects one of include,exclude,unsure, not 'inclde'$" \
        sample --read ada.tsv --report report in
    grep -q "^sample: ada\.tsv:4: the document stands here twice with different decisions: 'r2'$" said.err
    grep -q '^sample: ada\.tsv: documents that are not among the records: 1$' said.err
    cut -f 1,5,6 said.out | diff -u - <(printf '%s\n' $'doc\tdecision_ada\treason_ada' $'r1\t\t' $'r2\t\t' \
        $'r3\texclude\tno' $'r4\t\t' $'r5\t\t')
    sed -E 's/\t+$//' report >shown
    diff -u - shown <<'REPORT'
file	line	doc	reviewer	problem	value
ada.tsv	2	r1	ada	misspelt	inclde
ada.tsv	4	r2	ada	twice, and differs	exclude
ada.tsv	6	r3	ada	twice	exclude
ada.tsv		r4	ada	missing
ada.tsv		r9	ada	unknown
REPORT
    says 0 'without a decision' sample --read <(grep -v -e r1 -e r2 -e r9 ada.tsv) in
}

@test "the words of decisions can be chosen" {
    printf 'doc\tdecision\nr1\tja\nr2\tnein\n' >ada.tsv
    numbered 2 | sample --decisions ja,nein --read ada.tsv | cut -f 5 |
        diff -u <(printf 'decision_ada\nja\nnein\n') -
}

@test "in is what was taken and what was not" {
    numbered 10 | sample --share 0.2 --tally tally >out
    diff -u - tally <<'TALLY'
stage	file	reason	n
sample		in	10
sample		out	2
sample		not sampled	8
TALLY
}

@test "a share that is none, and two ways to say how many, are refused" {
    for share in 0 -1 1.5; do
        says 2 '^sample: --share expects a number above 0 and up to 1$' sample --share "$share" /dev/null
    done
    says 2 'one is enough' sample --share 0.5 -n 3 /dev/null
    says 2 'sheet' sample --reviewer Ada /dev/null
}
