# screen: sheets for reviewers, and what comes back in them.
load helpers
load documents

@test "a sheet has the documents, in an order of each reviewer" {
    numbered 50 >in
    sample --share 0.5 in >out
    screen --reviewer Ada out >ada.tsv
    screen --reviewer Bo out >bo.tsv
    head -n 1 ada.tsv | diff -u <(printf 'doc\ttitle\tabstract\tdecision\treason\treviewer\n') -
    diff -u <(ids <out | sort) <(ids <ada.tsv | sort)
    not diff -q <(ids <ada.tsv) <(ids <bo.tsv)
    not diff -q <(ids <ada.tsv) <(ids <out)
    grep -P '^r7\tTitle 7\tWords "of" 7.\t\t\tAda$' <(screen --reviewer Ada in)
    shuffled in 1 | sample --share 0.5 | screen --reviewer Ada | same ada.tsv
}

@test "a sheet that is there is not written over" {
    numbered 5 >in
    echo mine >sheet.tsv
    says 2 '^screen: sheet\.tsv: exists, and may hold what a person wrote; expected the name of a new file$' \
        screen --reviewer Ada -o sheet.tsv in
    says 2 '^screen: sheet\.tsv: exists' screen --sheets <(printf 'doc\tdecision\n') --consensus sheet.tsv in
    [ "$(cat sheet.tsv)" = mine ]
    : >new.tsv
    screen -o new.tsv in
    [ "$(wc -l <new.tsv)" -eq 6 ]
}

@test "decisions come back beside their documents" {
    numbered 4 >in
    screen --reviewer Ada -o ada.tsv in
    awk -F '\t' -v OFS='\t' '$1 == "r2" { $4 = " Include " } $1 == "r3" { $4 = "EXCLUDE"; $5 = "no \"carers\"" } { print }' ada.tsv >back.tsv
    # As a spreadsheet writes it: quotes, other order, a column more.
    awk -F '\t' -v OFS='\t' '{ for (i = 1; i <= NF; i++) { gsub(/"/, "\"\"", $i); $i = "\"" $i "\"" }
        print "\"x\"", $0 }' back.tsv >unsorted.tsv
    shuffled unsorted.tsv 1 >quoted.tsv
    for sheet in back.tsv quoted.tsv; do
        screen --sheets "$sheet" in 2>err | cut -f 1,5,6 | diff -u - <(printf '%s\n' \
            $'doc\tdecision_Ada\treason_Ada' $'r1\t\t' $'r2\tinclude\t' $'r3\texclude\tno "carers"' $'r4\t\t')
        diff -u <(echo "screen: $sheet: documents without a decision: 2, with one: 2") err
    done
    sed 's/Ada$/Bo/' back.tsv >bo.tsv
    screen --sheets back.tsv --sheets bo.tsv in 2>err | head -n 1 | cut -f 5- |
        diff -u <(printf 'decision_Ada\treason_Ada\tdecision_Bo\treason_Bo\n') -
}

@test "several sheets of one reviewer are one" {
    numbered 5 >in
    printf 'doc\tdecision\treason\treviewer\nr1\tinclude\t\tAda\nr2\t\t\tAda\nr4\tinclude\t\tAda\n' >1.tsv
    printf '\357\273\277doc\tdecision\treason\treviewer\r\nr3\texclude\tno\tAda\r\nr2\tunsure\t\tAda\r\n' >2.tsv
    printf 'doc\tdecision\treviewer\nr4\texclude\tAda\nr9\texclude\tAda\n' >3.tsv
    screen --sheets 1.tsv --sheets 2.tsv in 2>err | cut -f 1,5,6 | diff -u - <(printf '%s\n' \
        $'doc\tdecision_Ada\treason_Ada' $'r1\tinclude\t' $'r2\tunsure\t' $'r3\texclude\tno' $'r4\tinclude\t' $'r5\t\t')
    says 2 "screen: 3.tsv: another decision than in 1.tsv: 'r4'" screen --sheets 1.tsv --sheets 3.tsv --report found in
    diff -u <(printf '%s\n' $'file\tline\tdoc\treviewer\tproblem\tvalue' $'3.tsv\t\tr4\tAda\ttwice, and differs\texclude' \
        $'1.tsv\t\tr2\tAda\tmissing\t' $'3.tsv\t\tr9\tAda\tunknown\t') found
}

@test "what was decided about a record holds for the study that it became part of" {
    printf '%s\n' $'doc\ttitle\torigin' $'b\tB\ta; b; c' $'d\tD\td' $'e\tE\te; f' >in
    printf 'doc\tdecision\treason\treviewer\na\tinclude\t\tAda\nc\t\t\tAda\nf\texclude\tno\tAda\n' >ada.tsv
    screen --sheets ada.tsv --reviewer Ada in >more.tsv
    screen --sheets ada.tsv in 2>err | cut -f 1,4,5 | diff -u - <(printf '%s\n' \
        $'doc\tdecision_Ada\treason_Ada' $'b\tinclude\t' $'d\t\t' $'e\texclude\tno')
    [ ! -s err ]
    cut -f 1 more.tsv | diff -u <(printf 'doc\nd\n') -
    sed 's/^c\t/c\texclude/' ada.tsv >differs.tsv
    says 2 "screen: differs.tsv: another decision about a record of the same study: 'b'" screen --sheets differs.tsv in
    [ "$(sed -n 2p said.out)" = $'b\tB\ta; b; c\t\t' ]
}

@test "a sheet that a spreadsheet saved as UTF-16 is said to be so" {
    numbered 2 >in
    printf 'doc\tdecision\nr1\tinclude\n' | iconv -f UTF-8 -t UTF-16 >sheet.txt
    says 2 'screen: sheet.txt:1: this is UTF-16, expected UTF-8' screen --sheets sheet.txt in
}

@test "a further sheet has only what the sheets of the reviewer do not have" {
    numbered 6 >in
    printf 'doc\tdecision\treviewer\nr1\tinclude\tAda\nr2\t\tAda\n' >1.tsv
    printf 'doc\tdecision\treviewer\n"r3"\t\tAda\n' >2.tsv
    screen --sheets 1.tsv --sheets 2.tsv --reviewer Ada -o 3.tsv in 2>/dev/null
    cut -f 1 3.tsv | sort | diff -u - <(printf 'doc\nr4\nr5\nr6\n')
    screen --sheets 1.tsv --reviewer Bo in >bo.tsv 2>/dev/null
    [ "$(wc -l <bo.tsv)" = 7 ]
}

@test "what is missing, misspelt, twice or unknown is reported, and counts as no decision" {
    numbered 5 >in
    printf '%s\n' $'doc\tdecision\treason' $'r1\tinclde\t' $'r2\tinclude\t' $'r2\texclude\t' $'r3\texclude\t' \
        $'r3\texclude\tno' $'r9\tinclude\t' $'r4\t\t' >ada.tsv
    says 2 "^screen: ada\.tsv:2: decision expects one of include,exclude,unsure, not 'inclde'$" \
        screen --sheets ada.tsv --report report in
    grep -q "^screen: ada\.tsv:4: the document stands here twice with different decisions: 'r2'$" said.err
    grep -q '^screen: ada\.tsv: documents that are not among the records: 1$' said.err
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
    says 0 'without a decision' screen --sheets <(grep -v -e r1 -e r2 -e r9 ada.tsv) in
}

@test "the words of decisions can be chosen" {
    printf 'doc\tdecision\nr1\tja\nr2\tnein\n' >ada.tsv
    numbered 2 | screen --decisions ja,nein --sheets ada.tsv | cut -f 5 |
        diff -u <(printf 'decision_ada\nja\nnein\n') -
}

# decided ID=DECISION... : a sheet of decisions; a reason may follow a colon.
decided() {
    printf 'doc\tdecision\treason\n'
    local pair
    for pair; do
        printf '%s\n' "$pair:" | awk -F '[=:]' '{ print $1 "\t" $2 "\t" $3 }'
    done
}

@test "a consensus holds, else what all say, else what the first says" {
    numbered 6 >in
    decided r1=include r2=include r3=exclude r4=exclude r5=include r6= >ada.tsv
    decided r1=include r2=exclude r3=include:fits r4=exclude r5= r6=exclude >bo.tsv
    says 0 '^screen: documents on which the reviewers differ and the first decides: 2$' \
        screen --sheets ada.tsv --sheets bo.tsv --included kept in
    ids <kept | diff -u <(printf '%s\n' r1 r2 r5) -
    head -n 1 kept | same <(head -n 1 said.out)
    screen --sheets bo.tsv --sheets ada.tsv --included kept in >out 2>err
    ids <kept | diff -u <(printf '%s\n' r1 r3 r5) -
    decided r2=exclude r3=unsure >consensus.tsv
    screen --sheets ada.tsv --sheets bo.tsv --sheets consensus.tsv --included kept in >out 2>err
    not grep -q 'differ and' err
    ids <kept | diff -u <(printf '%s\n' r1 r3 r5) -
}

@test "--consensus lays out what is disputed, with all decisions, and comes back as a sheet" {
    numbered 3 >in
    decided r1=include r2=exclude:no r3=include >ada.tsv
    decided r1=include r2=unsure:'which ones' r3=exclude:late >bo.tsv
    screen --sheets ada.tsv --sheets bo.tsv --consensus consensus.tsv in >out 2>err
    diff -u - consensus.tsv <<'SHEET'
doc	title	abstract	decision	reason	reviewer	decision_ada	reason_ada	decision_bo	reason_bo
r2	Title 2	Words "of" 2.			consensus	exclude	no	unsure	which ones
r3	Title 3	Words "of" 3.			consensus	include		exclude	late
SHEET
    awk -F '\t' -v OFS='\t' '$1 == "r2" { $4 = "exclude" } { print }' consensus.tsv >agreed.tsv
    screen --sheets ada.tsv --sheets bo.tsv --sheets agreed.tsv --consensus open.tsv in >out 2>err
    ids <open.tsv | same <(echo r3)
}

@test "--tally adds up, and a reason in other letters is the same" {
    numbered 7 >in
    decided r1=include r2=unsure 'r3=exclude:No carers' 'r4=exclude:no carers' r5=exclude r6=exclude:in >ada.tsv
    screen --sheets ada.tsv --tally tally in >out
    diff -u - tally <<'TALLY'
stage	file	reason	n
screen		in	7
screen		out	2
screen		"in"	1
screen		No carers	2
screen		no reason given	1
screen		no decision yet	1
TALLY
    says 0 '^screen: 2 documents stay, 4 are excluded, 1 have no decision$' screen -v --sheets ada.tsv in
    says 0 '^screen: 1 documents in the sheet$' screen -v --sheets <(sed '1!s/$/\tAda/;1s/$/\treviewer/' ada.tsv) --reviewer Ada in
}

@test "--excludes names the decision that excludes, and must be one" {
    numbered 2 >in
    decided r1=ja r2=nein >ada.tsv
    screen --decisions ja,nein --excludes nein --sheets ada.tsv --included kept in >out
    ids <kept | same <(echo r1)
    says 2 "^screen: --excludes expects one of the decisions ja,nein, not 'exclude'$" \
        screen --decisions ja,nein --sheets ada.tsv --tally tally in
    [ ! -e tally ]
}

@test "the parts of a document are one row of a sheet, and all have its decision" {
    printf 'doc\ttext\na\t1\na\t2\nb\t1\n' >in
    screen in | cut -f 1,3 | sort | same <(printf 'a\t1\nb\t1\ndoc\tabstract\n')
    decided a=include b=exclude >ada.tsv
    screen --sheets ada.tsv --included kept in | cut -f 1-3 |
        same <(printf 'doc\ttext\tdecision_ada\na\t1\tinclude\na\t2\tinclude\nb\t1\texclude\n')
    ids <kept | same <(printf 'a\na\n')
}
