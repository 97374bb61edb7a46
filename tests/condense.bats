# pipelines/condense: meaning units, condensates that cite them, and a report.
load helpers

setup() {
    setup_pipelines
    demo=$ROOT/pipelines/demo-data
}

# A study of the sample interviews, with condensates that cite and quote what they should.
study() {
    condense -o study -d "$ROOT/dicts/conditions.tsv" "$demo"/interviews/*.vtt
    condense -o study
    awk -F '\t' -v OFS='\t' '
        NR == FNR { if (FNR > 1) { split($5, word, " "); quote[$1] = word[1] " " word[2] } next }
        FNR > 1 { split($4, unit, " "); $5 = "One said “" quote[unit[1]] "”, and others agreed." }
        { print }' study/units.tsv study/condensates.tsv >written
    cat written >study/condensates.tsv
}

@test "a meaning unit is a turn, with all its codes and its place" {
    condense -o study -d "$ROOT/dicts/conditions.tsv" "$demo"/interviews/*.vtt
    head -n 1 study/units.tsv | diff -u <(printf 'unit\tdoc\tspeaker\tsource\ttext\tcodes\tsubgroup\n') -
    [ "$(cut -f 2,5 study/units.tsv | sort | uniq -d | wc -l)" = 0 ]
    grep -q '	.*; condition/' study/units.tsv
    while IFS=$'\t' read -r _ _ _ source text _; do
        sed -n "${source##*:}p" "${source%:*}" | normalize | grep -qF -- "$text"
    done < <(tail -n +2 study/units.tsv)
}

@test "condensates that cite and quote rightly become a report" {
    study
    condense -o study --check
    [ "$(grep -c '^## condition/' study/report.md)" -gt 5 ]
    [ "$(grep -c '^- u[0-9]*: ' study/report.md)" -ge "$(tail -n +2 study/units.tsv | wc -l)" ]
}

@test "a quotation that nobody said is named with its line, and there is no report" {
    study
    condense -o study --check
    sed -i '3s/“[^”]*”/“nobody said this”/' study/condensates.tsv
    says 2 "^condense: study/condensates.tsv:3: does not stand in a unit that is cited: 'nobody said this'$" \
        condense -o study --check
    [ "$(wc -l <said.err)" = 1 ]
    [ ! -e study/report.md ]
}

@test "a condensate without units, with foreign ones, and a forgotten unit are named" {
    study
    awk -F '\t' -v OFS='\t' 'NR == 2 { $4 = "u9999"; $5 = "Short." } NR == 3 { $4 = ""; $5 = "Short." } { print }' \
        study/condensates.tsv >changed
    cat changed >study/condensates.tsv
    says 2 "^condense: study/condensates.tsv:2: no unit 'u9999'$" condense -o study --check
    grep -q '^condense: study/condensates.tsv:3: cites no unit$' said.err
    grep -Eq '^condense: study/units.tsv:[0-9]+: unit u[0-9]+ is in no condensate$' said.err
}

# As spreadsheets save tab-separated text: returns, and quotation marks around cells that hold some.
save_as_spreadsheet() { # FILE
    awk -F '\t' -v OFS='\t' '{
        for (i = 1; i <= NF; i++) if ($i ~ /[",]/) { gsub(/"/, "\"\"", $i); $i = "\"" $i "\"" }
        print
    }' "$1" | sed 's/$/\r/' >saved
    cat saved >"$1"
}

@test "tables that a spreadsheet saved are read as what they were" {
    local change
    study
    condense -o study --check
    mv study/report.md expected
    cp -r study before
    save_as_spreadsheet study/units.tsv
    save_as_spreadsheet study/condensates.tsv
    condense -o study --check
    diff -u expected study/report.md
    rm study/condensates.tsv
    condense -o study
    cut -f 1-4 study/condensates.tsv | diff -u <(cut -f 1-4 before/condensates.tsv) -
    # As Unicode text, which is UTF-16, with a cell of two lines; its line is the first.
    sed -i '2s/One said/"One said/; 2s/$/\nand more “nobody said this”"/' before/condensates.tsv
    iconv -f utf-8 -t utf-16 before/condensates.tsv >study/condensates.tsv
    says 2 "^condense: study/condensates.tsv:2: does not stand in a unit that is cited: 'nobody said this'$" \
        condense -o study --check
    for change in 's/subgroup/group/' 's/\t/;/g'; do
        sed "1$change" before/units.tsv >study/units.tsv
        rm -f study/condensates.tsv
        says 2 "^condense: study/units.tsv: no column '[a-z]*'; expected unit codes subgroup, with tabs between$" condense -o study
    done
    iconv -f utf-8 -t utf-16 before/units.tsv >study/units.tsv
    printf 'u9\t\344\n' >>before/units.tsv
    cp before/units.tsv study/units.tsv
    says 2 '^condense: study/units.tsv: is no UTF-8' condense -o study
}

@test "of many problems of a kind the first ten are named" {
    study
    awk -F '\t' -v OFS='\t' 'NR > 1 { $4 = "" } { print }' study/condensates.tsv >changed
    cat changed >study/condensates.tsv
    says 2 '^condense: and [0-9]* more: unit ... is in no condensate$' condense -o study --check
    [ "$(grep -c 'is in no condensate' said.err)" = 11 ]
}

@test "what was written is not made again" {
    study
    says 2 'may hold your work' condense -o study
    says 2 'may hold your work' condense -o study -d "$ROOT/dicts/conditions.tsv" "$demo"/interviews/*.vtt
}
