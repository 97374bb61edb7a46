# What faults.bats lets fail: every filter, with inputs of more than a line, and with every file that
# it can write besides its output. Sourced after helpers.
# shellcheck shell=bash

# shellcheck disable=SC2154 # faults.bats sets $in

# make_inputs: the inputs, in the present folder. The libraries do not fail here.
make_inputs() {
    local demo=$ROOT/pipelines/demo-data docx=word/document.xml i
    cp "$demo"/abstracts.ris "$demo"/abstracts.tsv "$demo"/interviews.tsv "$DATA"/*.* .
    cp "$demo"/interviews/*.vtt "$demo"/review/* .
    cp "$ROOT"/dicts/{roles,conditions,co-creation}.tsv "$ROOT"/dicts/roles.codebook.tsv "$ROOT"/dicts/strategies/*.ovid .
    normalize interviews.tsv | tokenize | concept-tag -d roles.tsv -d conditions.tsv >tagged
    normalize abstracts.tsv | tokenize >tokens
    concept-tag -d roles.tsv -d co-creation.tsv tokens >tagged.abstracts
    stem tokens >stemmed
    count -g speaker tagged >groups
    count -g doc --zeros tagged >by-doc
    count -g year tagged.abstracts >years
    count tagged >part.1
    count tagged.abstracts >part.2
    cooccur tagged >pairs.1
    cooccur tagged.abstracts >pairs.2
    cooccur -g speaker tagged >network
    flatten --all tagged >flat
    flatten --hits tagged >hits
    kwic --concept role tagged >lines
    records embase.ris pubmed.nbib scopus.csv >all
    mv all records
    dedupe --review review --origin origin --keep-versions versions -o studies records
    awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
        { $at["same"] = NR % 2 ? "yes" : "no"; print }' review >decided
    rm -f sheet.tsv
    screen --reviewer Ada -o sheet.tsv studies
    awk -F '\t' -v OFS='\t' 'NR > 1 { $4 = NR % 3 ? "include" : NR % 2 ? "exclude" : "" } { print }' \
        sheet.tsv >back.tsv
    awk -F '\t' -v OFS='\t' 'NR > 1 { $4 = NR % 5 ? "include" : "exclude"; $6 = "Bo" } { print }' sheet.tsv >back.bo.tsv
    qdpx -d roles.tsv -o project.qdpx tagged
    sed 's/^\(doc\t\)lang\t/\1/' <(awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "lang") at = i }
        at && NR > 1 { $at = "" } { print }' studies) >no-lang
    printf 'Ada: Peer workers trust.\n\nBo: Do they?\n\nAda: They do.\n' >turns.txt
    printf '# One\n\n**Ada:** A nurse.\n\n**Bo:** Two nurses, see www.example.org.\n' >turns.md
    printf '1\n00:00:01,000 --> 00:00:02,000\nAda: Peer workers.\n\n2\n00:00:03,000 --> 00:00:04,000\nBo: Yes.\n' >turns.srt
    printf 'label\tspeaker\trole\nAda\tA\tmanager\nBo\tB\tnurse\n' >speakers.tsv
    printf 'name\tpseudonym\nAda\tEve\n' >names.tsv
    mkdir -p zip/word && printf '%s' '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' >zip/$docx
    for i in 1 2 3 4 5 6; do
        printf '<w:p><w:r><w:t>Ada: Peer workers, number %d.</w:t></w:r></w:p><w:p><w:r><w:t>Bo: Nurses &amp; more.</w:t></w:r></w:p>' $i
    done >>zip/$docx
    printf '</w:body></w:document>' >>zip/$docx
    (cd zip && zip -q -X ../turns.docx $docx) && rm -r zip
    # Longer than a block of the reader and of the writer.
    for i in 1 2 3 4 5 6 7 8 9; do sed "1d;s/^/$i/" interviews.tsv; done | cat interviews.tsv - >long.tsv
    tokenize long.tsv >long.tokens
    concept-tag -d roles.tsv long.tokens >long.tagged
}

# cases: calls `prints [-k] FILTER ...` for what goes to standard output, and `writes [-k] [-n] FILTER ...`
# for what makes files, which gets --strict: without it, a file that cannot be read is left out of
# the new file. -k is for what rests on libraries that do not say all that fails in them, -n for
# files that must not be there before. The inputs are in $in.
cases() {
    writes agree -o out "$in/sample.ratings.tsv"
    writes agree --disagreements disagreements -o out --csv --order include,exclude "$in/sample.ratings.tsv"
    writes chart -o out "$in/years"
    writes chart -o out.svg -x year --title T "$in/years"
    prints chart --kind heat "$in/groups"
    writes chart -o out.svg "$in/groups"
    writes chart --kind network -o network.svg "$in/pairs.1"
    writes -k chart -o out.png "$in/part.1"
    writes -k chart -o out.pdf "$in/part.1"
    writes codings -o out "$in/project.qdpx"
    writes codings -o out "$in/sample.qde"
    writes concept-tag -d "$in/roles.tsv" -d "$in/conditions.tsv" --patterns -o out "$in/tokens"
    writes concept-tag -d "$in/quanteda.yml" -o out "$in/sample.conllup"
    writes concept-tag --stem english --column COSPAN:STEM -d "$in/conditions.tsv" -o out "$in/stemmed"
    writes cooccur --graph out.graphml -o out "$in/tagged"
    writes cooccur --within 10 --column FORM --stopwords en --min 5 -i -o out "$in/tagged"
    writes cooccur --matrix --csv -o out "$in/tagged"
    writes cooccur --merge --graph graph -o out "$in/pairs.1" "$in/pairs.2"
    writes count -g speaker -o out "$in/tagged"
    writes count --of form -i -g doc --share doc -o out "$in/tagged.abstracts"
    writes count --of ngram:2 --stopwords en --top 20 --csv -o out "$in/tagged"
    writes count -g year --wide year --zeros -o out "$in/tagged.abstracts"
    writes count --merge -o out "$in/part.1" "$in/part.2"
    writes dedupe -o out "$in/records"
    writes dedupe --pairs pairs --review review --origin origin --keep-versions versions --tally tally -o out "$in/records"
    writes dedupe --decided "$in/decided" --pairs pairs -o out "$in/records"
    writes dedupe --undo "$in/versions" -o out "$in/studies"
    writes dispersion -o out "$in/by-doc"
    writes flatten --all -o out "$in/tagged"
    writes flatten --hits --csv -g speaker -o out "$in/tagged"
    writes flow -o out.svg "$in/sample.boxes.tsv"
    writes flow -o out.csv "$in/sample.boxes.tsv"
    prints flow "$in/sample.boxes.tsv"
    writes keyness --target speaker=Manager -o out "$in/groups"
    writes keyness --csv --yates -o out "$in/part.1" "$in/part.2"
    writes kwic --concept role --table -o out "$in/tagged"
    writes kwic -q 'peer worker*' --sort left --csv -g speaker -o out "$in/tagged"
    writes kwic -d "$in/co-creation.tsv" --unit paragraph --sample 5 -o out "$in/tagged.abstracts"
    writes -k langid -o out "$in/no-lang"
    writes langid --min 1K -v -o out "$in/no-lang"
    writes normalize --form nfkc --dehyphenate -i -v -o out "$in/interview.txt"
    writes normalize --places -o out "$in/long.tsv"
    writes normalize --from windows-1252 -o out "$in/interview.txt" "$in/sample.txt"
    writes qdpx -d "$in/roles.tsv" -g group -o out.qdpx "$in/tagged"
    writes qdpx --unit turn -o out.qdpx "$in/tagged.abstracts"
    writes qdpx --codebook -d "$in/roles.tsv" -o out.qdc
    writes records --tally tally -v -o out "$in/embase.ris" "$in/pubmed.nbib" "$in/scopus.csv"
    writes records --tally tally -o out "$in/records.bib" "$in/records.csv"
    writes records -o out "$in/records.endnote.xml" "$in/records.pubmed.xml"
    writes records --to ris -o out.ris "$in/records"
    writes records --to bibtex -o out.bib "$in/abstracts.ris"
    prints records --check "$in/embase.ris"
    writes richness -g doc --meta "$in/abstracts.tsv" -o out "$in/tagged.abstracts"
    writes richness --growth 100 -o out "$in/tagged"
    writes sample --share 0.5 --tally tally -o out "$in/studies"
    writes sample -n 10 --by year -o out "$in/studies"
    writes -n screen --reviewer Ada -o sheet "$in/studies"
    writes -n screen --sheets "$in/back.tsv" --sheets "$in/back.bo.tsv" --report report --included included --consensus consensus --tally tally -o out "$in/studies"
    writes search -S "$in/peer-support-cocreation.ovid" --history history --tally tally -o out "$in/studies"
    writes search -q 'peer*.tw.' -q 'nurs*.tw.' -q '1 or 2' --sets sets --history history -o out "$in/studies"
    writes search -S "$in/peer-support-cocreation.ovid" --sets sets -o out "$in/sample.records.tsv"
    writes shard -n 3 --prefix part -o manifest "$in/interviews.tsv"
    writes shard --documents 2 --prefix part -o manifest "$in/tagged"
    writes shard --documents 1 --prefix part -o manifest "$in/abstracts.tsv"
    writes sheet -o out.xlsx "$in/groups"
    writes sheet --chart bar --name one --name two -o out.xlsx "$in/part.1" "$in/years"
    writes stem --language german -o out "$in/tokens"
    writes strategy -o out "$in/peer-support-cocreation.ovid"
    writes strategy --to pubmed -o out "$in/peer-support-cocreation.ovid"
    writes strategy --from-dictionary -o out "$in/roles.tsv"
    writes tokenize --offsets -v -o out "$in/long.tsv"
    writes tokenize --conllu --abbreviations "$ROOT/dicts/languages/en/abbreviations.txt" -o out "$in/interview.txt"
    writes tokenize --rules uax29 -o out "$in/interview.txt" "$in/sample.txt"
    writes transcript -v -o out "$in"/*.vtt
    writes transcript --speakers "$in/speakers.tsv" --anonymize "$in/names.tsv" -o out "$in/turns.txt" "$in/turns.srt"
    writes transcript -o out "$in/turns.docx" "$in/turns.md"
    writes transcript --list-speakers -o out "$in/turns.txt"
    writes stem -o out "$in/long.tokens"
    writes unflatten -o out "$in/flat"
    writes concept-tag -d "$in/roles.tsv" -o out "$in/long.tokens"
    writes count -o out "$in/long.tagged"
    writes kwic -o out "$in/long.tagged"
    writes flatten -o out "$in/long.tagged"
}
