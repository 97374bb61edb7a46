# The three studies of cospan-guide(7): every command is run and prints what the page says, and the
# numbers of each paragraph for the paper are those of the tables.
# bats file_tags=slow
load helpers
load examples

# study HEADING: the source of one study.
study() {
    awk -v heading=".Sh $1" '/^\.Sh / { inside = $0 == heading } inside' "$ROOT/filters/cospan-guide.7"
}

# runs_as_printed HEADING: runs the commands of a study in this empty folder.
runs_as_printed() {
    study "$1" >../source
    examples ../source >../expected
    [ "$(grep -c '^\$ ' ../expected)" -gt 5 ]
    replay <../expected >../printed
    diff -u --label 'the guide says' ../expected --label 'the commands print' ../printed
}

setup() {
    mkdir "$BATS_TEST_TMPDIR/study"
    cd "$BATS_TEST_TMPDIR/study" || return 1
    set -o pipefail
}

@test "four focus groups become the paragraph of a paper" {
    runs_as_printed 'FOUR FOCUS GROUPS'
    # The picture and the workbook that the guide speaks of are there.
    [ -s results/tables.xlsx ]
    xmllint --noout results/pictures/by-role.svg
    # The paragraph: 9 of 358 words against 3 of 731, and trust.
    awk -F '\t' '$1 == "manager" && /condition\/(time|trust)/ { printf "%s %s %.2f %.2f %.3f\n", $3, $4, $10, $11, $15 }' \
        results/tables/keyness-role.tsv >found
    same found <<'END'
9 3 9.03 2.61 0.021
2 12 2.56 -1.56 0.766
END
    awk -F '\t' '$2 == "condition/time" { print $1, $5 }' results/tables/by-role.tsv | same <(
        printf 'manager 358\npeer 410\nuser 321\n'
    )
}

@test "ten exports become the paragraph of a scoping review" {
    runs_as_printed 'TEN EXPORTS'
    xmllint --noout review/flow.svg
    # The paragraph: agreement on 13 of 15, and what was excluded.
    grep -q "agreement$(printf '\t\t')0.8667" review/5-included/agreement.tsv
    awk -F '\t' '$1 == "screen" { print $4, $3 }' review/tally.tsv | sort | same <(sort <<'END'
15 in
7 out
1 erratum
4 no co-creation process
1 protocol
2 review
END
    )
}

@test "abstracts that grow become the paragraph of a monitoring" {
    runs_as_printed 'ABSTRACTS THAT GROW'
    xmllint --noout trend.svg
    # The paragraph: 61 abstracts, of which 15 and 5 have the two concepts.
    awk -F '\t' '$2 == "co-creation" { all += $7; docs += $4 } END { print all, docs }' results/current/years.tsv |
        same <(echo 61 15)
}
