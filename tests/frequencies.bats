# pipelines/frequencies and pipelines/tokens: files of every kind become tokens and tables.
load helpers

setup() {
    setup_pipelines
    demo=$ROOT/pipelines/demo-data
}

@test "the sample interviews give the same table as a table and as subtitles" {
    frequencies "$demo/interviews.tsv" >expected
    frequencies "$demo"/interviews/*.vtt | diff -u expected -
    [ "$(wc -l <expected)" -gt 20 ]
    frequencies -g speaker "$demo/interviews.tsv" >expected
    frequencies -g speaker "$demo"/interviews/*.vtt | diff -u expected -
}

@test "the sample abstracts give the same table as a table and as RIS, by year" {
    frequencies -g year "$demo/abstracts.tsv" >expected
    frequencies -g year "$demo/abstracts.ris" | diff -u expected -
    grep -q '^2012' expected
}

@test "frequencies takes files of every kind at once" {
    echo 'A nurse came.' >note.txt
    frequencies --keep kept -o all.tsv "$demo/interviews.tsv" "$demo/abstracts.ris" note.txt
    [ "$(grep -c '^# newdoc' kept)" = 69 ]
    frequencies -o all-2.tsv "$demo/interviews.tsv" "$demo/abstracts.tsv" note.txt
    diff -u all-2.tsv all.tsv
    grep -q '^role/' all.tsv
    grep -q '^# newdoc id = note$' kept
}

@test "PDF is read with pdftotext, and the number of a page is no word" {
    needs pdftotext
    printf '%s\n' '%PDF-1.1' '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj' \
        '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj' \
        '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj' \
        '4 0 obj<</Length 95>>stream' \
        'BT /F 12 Tf 20 200 Td (The nurse and the nurses came.) Tj 100 -150 Td (17) Tj ET' \
        'endstream endobj' 'trailer<</Root 1 0 R>>' >essay.pdf
    tokens essay.pdf >out 2>messages
    grep -q '^# newdoc id = essay$' out
    grep -qx '# source = essay.pdf:[0-9]*' out
    [ "$(grep -c "^[0-9]" out)" -eq 7 ]
    echo 'A nurse came.' >note.txt
    frequencies -g doc essay.pdf note.txt | cut -f 1 | sort -u | diff -u <(printf '%s\n' doc essay note) -
    mkdir folder
    cp essay.pdf folder/note.pdf
    tokens essay.pdf folder/note.pdf note.txt 2>messages | sed -n 's/^# newdoc id = //p' |
        diff -u <(printf '%s\n' essay folder/note.pdf note) -
    mkdir corpus few
    cp -R essay.pdf note.txt folder corpus
    reprocess corpus -d "$ROOT/dicts/roles.tsv" -o results --table 'mentions -g doc' 2>messages
    tail -n +2 results/current/mentions.tsv | cut -f 1-3 |
        diff -u <(printf '%s\t%s\n' essay 'role/non-peer-professional/professional	2' \
            folder/note.pdf 'role/non-peer-professional/professional	2' note.txt 'role/non-peer-professional/professional	1') -
    # Where nothing reads PDF, that is said of each, and the others are read.
    local path
    for path in /bin/* /usr/bin/*; do
        [ "${path##*/}" = pdftotext ] || [ -e "few/${path##*/}" ] || ln -s "$path" "few/${path##*/}"
    done
    PATH=$FILTERS:$PWD/few:$ROOT/pipelines says 2 '^tokens: essay.pdf: is PDF, which pdftotext reads: install poppler-utils$' \
        tokens essay.pdf note.txt
    grep -q 'newdoc id = note' said.out
    rm -r results
    PATH=$FILTERS:$PWD/few:$ROOT/pipelines says 2 '^reprocess: not read: essay.pdf$' \
        reprocess corpus -d "$ROOT/dicts/roles.tsv" -o results --table 'mentions -g doc'
    tail -n +2 results/current/mentions.tsv | cut -f 1 | diff -u <(echo note.txt) -
    printf '%%PDF-1.1 and no more' >broken.pdf
    says 2 . tokens broken.pdf note.txt
    grep -q 'newdoc id = note' said.out
}

@test "a folder holds tokens, tables, CSV and pictures, of concepts and of groups" {
    frequencies --folder out -g year "$demo/abstracts.ris"
    for name in concepts groups; do
        xmllint --noout "out/$name.svg"
        [ "$(tail -n +2 "out/$name.csv" | wc -l)" = "$(tail -n +2 "out/$name.tsv" | wc -l)" ]
    done
    frequencies "$demo/abstracts.ris" | diff -u - out/concepts.tsv
    frequencies -g year "$demo/abstracts.ris" | diff -u - out/groups.tsv
    count out/tokens.conllup | diff -u - out/concepts.tsv
}

@test "the picture of README.md is what the programs draw" {
    frequencies --keep kept -o table "$demo/abstracts.tsv"
    count -g year --level 1 kept | chart --title 'What sixty fictional abstracts write about' \
        --source 'pipelines/demo-data/abstracts.tsv, three dictionaries of dicts/' -f svg |
        diff -u "$demo/abstracts-by-year.svg" -
}

@test "what follows -- goes to count" {
    frequencies "$demo/abstracts.ris" -- --top 2 --level 1 | cut -f 1 | wc -l | diff -u <(echo 3) -
}

@test "a file that cannot be read is named, the others are counted, the status is 2" {
    says 2 'missing.txt: cannot open' frequencies "$demo/abstracts.ris" missing.txt
    [ "$(wc -l <said.out)" -gt 5 ]
}

@test "options of a pipeline may follow its files, before the options of count" {
    frequencies "$demo/abstracts.ris" -d "$ROOT/dicts/roles.tsv" -g year -- --top 1 |
        diff -u <(frequencies -d "$ROOT/dicts/roles.tsv" -gyear "$demo/abstracts.ris" -- --top 1) -
    frequencies -d "$ROOT/dicts/roles.tsv" "$demo/abstracts.ris" -- --top 1 | wc -l | diff -u <(echo 2) -
}
