# agree: figures of agreement between raters.
load helpers

# tsv LINE...: a table; spaces between its cells, - for an empty one.
tsv() {
    printf '%s\n' "$@" | sed -e 's/ /\t/g' -e 's/\(^\|\t\)-\(\t\|$\)/\1\2/g'
}

# figure NAME [FILE]: the value of a figure.
figure() {
    awk -F '\t' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["statistic"] == name { print $at["value"] }' "${2:-/dev/stdin}"
}

# is TEXT: standard input says this.
is() {
    same <(printf '%s\n' "$@")
}

shared_table() {
    needs_shared "8-agreement-keyness/$1"
    tr , '\t' <"$SHARED/8-agreement-keyness/$1"
}

@test "the diagnoses of Fleiss 1971 have kappa 0.430" {
    shared_table cran+irr/diagnoses.csv >table
    agree table | figure fleiss_kappa | is 0.4302
    agree table | awk -F '\t' '$2 == "fleiss_kappa" { print $6 }' | is 0.0244
}

@test "Krippendorff's table has alpha 0.691, and 0.811 on the interval scale" {
    shared_table krippendorff_wikipedia.csv >table
    agree table | figure alpha_nominal | is 0.6914
    agree --scale interval table | figure alpha_interval | is 0.8108
}

@test "the ratings of anxiety have the published kappa" {
    shared_table cran+irr/anxiety.csv >table
    agree table | figure fleiss_kappa | is -0.0411
}

@test "random tables have the figures of a slow reference" {
    needs python3
    local seed=0 level
    for level in nominal ordinal interval ratio nominal ordinal interval ratio; do
        seed=$((seed + 1))
        python3 "$ROOT/tests/reference/agreement.py" make $seed >ratings
        agree --scale "$level" --pairs ratings >figures 2>err
        python3 "$ROOT/tests/reference/agreement.py" check "$level" ratings figures || {
            echo "seed $seed, $level"
            return 1
        }
    done
}

@test "a wide, a long table and a file for each rater give the same figures" {
    tsv 'id Ada Bo' '1 yes no' '2 yes yes' '3 no no' '4 no -' '5 yes yes' >wide
    tsv 'id who said' '1 Ada yes' '2 Ada yes' '3 Ada no' '4 Ada no' '5 Ada yes' '1 Bo no' \
        '2 Bo yes' '3 Bo no' '4 Bo -' '5 Bo yes' >long
    tsv 'id said note' '5 yes -' '4 no -' '3 no x' '2 yes -' '1 yes y' >Ada.tsv
    tsv 'id said' '2 yes' '1 no' '5 yes' '3 no' >Bo.tsv
    agree wide >expected
    [ "$(figure kappa expected)" = 0.5000 ]
    agree --rater who --value said long | same expected
    agree --value said Ada.tsv Bo.tsv | same expected
    agree --raters Ada,Bo <(sed 's/^id/x/' wide) | same expected
}

@test "raters and columns can be named, and other columns do not count" {
    tsv 'key A note B' '1 y q y' '2 n - n' '3 n - y' >table
    agree --unit key --raters B,A table >out
    [ "$(figure units out)" = "" ]
    [ "$(sed -n 2p out | cut -f 1,2,9)" = "$(printf 'B,A\tagreement\t')" ]
    figure agreement out | is 0.6667
    figure only_first_positive out | is 1
}

@test "of the decisions of screening sheets the rest of the record is no rater" {
    printf 'doc\tyear\tdecision_Ada\treason_Ada\tdecision_Bo\treason_Bo\n1\t2019\tinclude\t\tinclude\t\n' >decisions
    printf '2\t2020\texclude\tno\tinclude\t\n3\t2021\texclude\tno\texclude\tmice\n' >>decisions
    agree decisions >found
    agree --raters decision_Ada,decision_Bo decisions | same found
    [ "$(sed -n 2p found | cut -f 1)" = decision_Ada,decision_Bo ]
    # What was agreed on later is no rater.
    sed -e '1s/$/\tdecision_consensus/' -e '2,$s/$/\tinclude/' decisions | agree | same found
}

@test "values are trimmed, folded with -i, and missing where --missing says so" {
    printf 'id\tA\tB\n1\tYes\tyes \n2\tno\tNO\n3\t?\tyes\n4\tno\tyes\n' >table
    agree -i --missing '?,NA' table | cut -f 3,10 | sed -n 2p | is "$(printf '\t3')"
    agree -i --missing '?' table | figure agreement | is 0.6667
    agree table | figure agreement | is 0.0000
}

@test "--order gives all values, and weights follow it" {
    tsv 'id A B' '1 low high' '2 low low' '3 mid high' '4 high high' '5 mid mid' >table
    agree --order low,mid,high table >out
    figure kappa_linear out | is 0.4000
    figure kappa_quadratic out | is 0.3590
    not grep -q kappa_linear <(agree --order low,mid,high --scale nominal table)
    says 2 "the value 'mid' is not among those of --order: low,high$" \
        agree --order low,high table
}

@test "a row can stand for many units" {
    tsv 'A B n' 'yes yes 118' 'yes no 5' 'no yes 2' 'no no 0' >table
    agree --times n table >out
    figure kappa out | is -0.0234
    figure ac1 out | is 0.9408
    figure both_positive out | is 118
    says 2 "table:3: expected a whole number in n, not 'five'; row skipped$" \
        agree --times n <(sed 's/5$/five/' table) || grep -q 'expected a whole number in n' said.err
}

@test "what is undefined is an empty cell and a message, never nan" {
    tsv 'id A B' '1 yes yes' '2 yes yes' >table
    agree table >out 2>err
    grep -q '^agree: kappa of A,B is undefined: both raters gave every unit the same value' err
    figure kappa out | is ''
    not grep -qi 'nan\|inf' out
    # Of two values that are known one was never given.
    agree --order no,yes table 2>err | figure ac1 | is 1.0000
    tsv 'id A B' '1 yes -' '2 - no' >table
    agree table >out 2>err
    figure agreement out | is ''
    grep -q 'no unit has two ratings' err
    tsv 'id A B' >table
    agree table >out 2>err
    figure agreement out | is ''
}

@test "the value that is looked for is known, or named" {
    tsv 'id A B' '1 include include' '2 exclude include' '3 exclude exclude' >table
    agree table | awk -F '\t' '$2 == "positive_agreement" { print $3 }' | is include
    agree --positive exclude table | awk -F '\t' '$2 == "positive_agreement" { print $3 }' |
        is exclude
    says 2 "nobody has said 'maybe', the value of --positive$" agree --positive maybe table
}

@test "--min -e ends with 1 below, and says what is below" {
    tsv 'id A B C' '1 y y n' '2 n n y' '3 y y y' '4 n n n' >table
    says 0 'below 0.6000$' agree --raters A,C --min 0.6 table
    says 1 '^agree: kappa of A,C is 0.0000, below 0.6000$' \
        agree --raters A,C --min 0.6 -e table
    agree --raters A,B --min 0.6 -e table >out
    says 1 'kappa of B,C is 0.0000' agree --pairs --statistic kappa --min 0.6 -e table
    [ "$(cut -f 2 said.out | sort -u)" = "$(printf 'kappa\nstatistic')" ]
    # Undefined is not enough.
    tsv 'id A B' '1 y y' >one
    says 1 'undefined' agree --min 0 -e one
    says 2 '^agree: -e expects --min X beside it$' agree -e table
}

@test "--statistic chooses, and an unknown one is answered with those there are" {
    agree --statistic kappa,ac1 "$DATA/sample.ratings.tsv" | cut -f 2 | is statistic kappa ac1
    says 2 "^agree: no statistic 'kapa'; there are agreement," agree --statistic kapa
}

@test "--disagreements lists units with titles and each rater's value, in byte order" {
    tsv 'id Ada said' '1 x yes' >unused
    printf 'id\ttitle\tA\tB\tC\n' >table
    printf '9\tNine\tyes\tno\t\n10\tTen\tno\tno\tyes\n8\tEight\tyes\tyes\t\n7\tSeven\t\t\tno\n' >>table
    agree --disagreements list table >out 2>err
    printf 'unit\ttitle\tA\tB\tC\n10\tTen\tno\tno\tyes\n9\tNine\tyes\tno\t\n' | same list
}

@test "groups have figures of their own" {
    tsv 'id field who said' '1 aim A x' '1 aim B x' '2 aim A y' '2 aim B y' '1 process A p' \
        '1 process B q' '2 process A q' '2 process B q' '3 process A p' '3 process B p' >long
    agree -g field --rater who --value said long >out
    head -n 1 out | cut -f 1-3 | is "$(printf 'field\traters\tstatistic')"
    awk -F '\t' '$3 == "kappa" { print $1, $5, $11 }' out | is 'aim 1.0000 2' 'process 0.4000 3'
}

@test "a table with a row for each rating is not taken for one with a column for each rater" {
    tsv 'id coder said' '1 A x' '1 B x' >long
    says 2 "^agree: long: a row for each rating\? '--rater coder --value COLUMN' reads it; else --raters" agree long
    [ ! -s said.out ]
    agree --rater coder --value said long >out
    figure agreement out | is 1.0000
}

@test "a second rating of a unit by one rater is reported and skipped" {
    tsv 'id who said' '1 A x' '1 B x' '2 A y' '2 B x' '1 A y' >long
    says 2 "^agree: long:6: a second rating of '1' by 'A'; skipped$" \
        agree --rater who --value said long
    figure agreement said.out | is 0.5000
}

@test "hits that overlap are one unit, however many there are and however long" {
    printf 'doc\tstart\tend\tconcept\ttext\nd\t0\t100\ttrust\tlong\nd\t200\t210\ttrust\tx\n' >A.tsv
    printf 'doc\tstart\tend\tconcept\ttext\nd\t0\t5\ttrust\ta\nd\t9\t12\ttrust\tb\n' >B.tsv
    printf 'd\t210\t220\ttrust\tc\ne\t0\t5\ttrust\td\n' >>B.tsv
    agree --hits --disagreements list A.tsv B.tsv >out
    awk -F '\t' '$3 ~ /positive/ { print $3, $5 }' out |
        is 'positive_agreement 0.4000' 'both_positive 1' 'only_first_positive 1' \
            'only_second_positive 2'
    not grep -q kappa out
    cut -f 2- list | tail -n +2 | is "$(printf 'd:200-210\tx\tyes\tno')" \
        "$(printf 'd:210-220\tc\tno\tyes')" "$(printf 'e:0-5\td\tno\tyes')"
}

@test "with a list of units those that nobody coded count too" {
    printf 'doc\tstart\tend\n' >units
    seq 0 9 | awk '{ print "d\t" $1 * 10 "\t" $1 * 10 + 10 }' >>units
    printf 'doc\tstart\tend\tconcept\nd\t5\t25\ttrust\nd\t3\t4\ttrust\n' >A.tsv
    printf 'doc\tstart\tend\tconcept\nd\t15\t17\ttrust\nd\t20\t31\ttrust\nd\t50\t55\trole\n' >B.tsv
    agree --hits --units units A.tsv B.tsv >out 2>err
    awk -F '\t' '$1 == "trust" && $3 ~ /both|only/ { print $3, $5 }' out |
        is 'both_positive 2' 'only_first_positive 1' 'only_second_positive 1' 'both_negative 6'
    awk -F '\t' '$1 == "" && $3 == "both_negative" { print $5 }' out | is 15
    printf 'd\t95\t101\ttrust\nd\t100\t101\ttrust\n' >>A.tsv
    says 2 "the hit of 'trust' at d:100-101 is in no unit; skipped$" \
        agree --hits --units units A.tsv B.tsv
    printf 'd\t5\t12\n' >>units
    says 2 "units: two units of 'd' overlap, from 0 and from 5$" \
        agree --hits --units units A.tsv B.tsv
}

@test "hits of one table are told apart by --rater" {
    tsv 'doc start end concept who' 'd 0 5 trust A' 'd 3 9 trust B' 'd 20 25 role B' >hits
    agree --hits --rater who hits 2>err | awk -F '\t' '$3 == "both_positive" { print $1 ":" $5 }' |
        is role:0 trust:1 :1
    says 2 'hits:4: expected numbers, start less than end' \
        agree --hits --rater who <(sed 's/20/25/' hits) || grep -q 'start less than end' said.err
}

@test "one rater, no unit column, no number: each is said" {
    tsv 'id A' '1 x' >one
    says 2 '^agree: ratings of 1 rater, expected two or more' agree one
    tsv 'x who said' '1 A x' >none
    says 2 '^agree: none: no column doc, id or unit; name that of the units with --unit$' \
        agree --rater who --value said none
    tsv 'id A B' '1 x 2' >words
    says 2 "^agree: --scale interval expects numbers, not 'x'$" \
        agree --scale interval words
    tsv 'id A B' '1 -1 2' >negative
    says 2 "^agree: --scale ratio expects numbers from 0, not '-1'$" \
        agree --scale ratio negative
}

@test "the order of rows and files leaves no trace but in the order of raters" {
    shuffle() {
        head -n 1 "$1"
        tail -n +2 "$1" | sort -r -k 3
    }
    agree "$DATA/sample.ratings.tsv" >expected
    shuffle "$DATA/sample.ratings.tsv" | agree --disagreements list | same expected
    agree --disagreements list2 "$DATA/sample.ratings.tsv" >out
    same list <list2
}

@test "-v says how many units there were" {
    printf 'id\tA\tB\n1\tx\ty\n2\tx\t\n3\t\t\n4\ty\ty\n' >table
    says 0 '^agree: 4 units, 2 with a rating by each of 2 raters, 2 with one or none$' \
        agree -v table
}
