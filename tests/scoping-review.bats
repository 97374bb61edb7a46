# pipelines/scoping-review: from exports to a flow diagram, with the decisions of two reviewers.
load helpers

setup() {
    setup_pipelines
    demo=$ROOT/pipelines/demo-data
}

# A review of the sample exports, with the strategy of the protocol.
review() {
    scoping-review -o review -S "$ROOT/dicts/strategies/peer-support-cocreation.ovid" --reviewers ada,bo \
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
    scoping-review -o review -S "$ROOT/dicts/strategies/peer-support-cocreation.ovid" --reviewers ada,bo \
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
    scoping-review -o review --reviewers ada,bo --share 1 first.ris >/dev/null
    decide review/4-screening/ada-1.tsv 0
    decide review/4-screening/bo-1.tsv 0
    for path in review/4-screening/*-1.tsv review/2-studies/pairs.review.tsv; do
        { printf '\357\273\277' && sed 's/$/\r/' "$path"; } >saved && cat saved >"$path"
    done
    sed -e 's/AB  - .*/&\nDO  - 10.99999\/full\nAB  - A much longer abstract of the same study./' early.ris >late.ris
    scoping-review -o review --reviewers ada,bo --share 1 first.ris late.ris >said 2>err
    [ "$(tally_of dedupe duplicate)" = 1 ]
    [ ! -e review/4-screening/ada-2.tsv ]
    grep -q '^included' said
    [ ! -s err ]
}

@test "a review in which nothing is found, or a file is not there, ends and says so" {
    printf '1. nothinglikethis.ti.\n' >none.ovid
    scoping-review -o review -S none.ovid --reviewers ada,bo "$demo"/review/* >said
    grep -q '^screening .*nothing is found' said
    [ ! -e review/5-included/data-chart.tsv ]
    [ -e review/flow.svg ]
    scoping-review -o 'Übersicht 1' --reviewers 'Åse N.,bo' "$demo"/review/* >/dev/null
    [ -e 'Übersicht 1/4-screening/Åse N.-1.tsv' ]
    for name in bo a/b -x '' a,b; do
        says 2 '^scoping-review: --reviewers expects two names' scoping-review --reviewers "$name,bo" "$demo"/review/*
    done
    says 2 "^scoping-review: cannot read 'lost.ovid'" scoping-review -o other -S lost.ovid "$demo"/review/*
    says 2 "^concept-tag: lost.tsv: cannot open" scoping-review -o other -d lost.tsv "$demo"/review/*
    [ ! -e other ]
}

@test "pairs that are new are added to those that a person has, and a chart that nobody changed is made again" {
    local page
    for page in 112-119 340-349; do
        printf 'TY  - JOUR\nTI  - %s\nPY  - 2020\nAU  - Late, Comer\nJO  - Care\nVL  - 3\nSP  - %s\nER  - \n' \
            'Peer support and co-creation in mental health care' $page
    done >two.ris
    scoping-review -o review --reviewers ada,bo two.ris >/dev/null
    cp review/2-studies/pairs.review.tsv all
    [ "$(wc -l <all)" = 2 ]
    head -n 1 all >review/2-studies/pairs.review.tsv
    decide review/4-screening/ada-1.tsv 0
    decide review/4-screening/bo-1.tsv 0
    scoping-review -o review --reviewers ada,bo two.ris >/dev/null
    diff -u all review/2-studies/pairs.review.tsv
    awk -F '\t' -v OFS='\t' 'NR > 1 { $3 = "No" } { print }' all >answered
    cp answered review/2-studies/pairs.review.tsv
    decide review/4-screening/ada-1.tsv 1
    scoping-review -o review --reviewers ada,bo two.ris >said
    diff -u answered review/2-studies/pairs.review.tsv
    grep -q '^studies .* 0 pairs are left' said
    grep -qx 'chart  *review/5-included/data-chart.tsv' said
    cut -f 1 review/5-included/included.tsv | diff -u - <(cut -f 1 review/5-included/data-chart.tsv)
}
