# codings: what people coded in other programs, from projects as these write them.
load helpers

# project ORIGIN TEXT SELECTIONS: makes hand.qdpx as another program would.
project() {
    mkdir -p Sources
    printf '%b' "$2" >Sources/ABC.txt
    cat >project.qde <<XML
<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="hand" origin="$1">
<Users><User guid="{AAAAAAAA-0000-4000-8000-000000000001}" name="Kari"/></Users>
<CodeBook><Codes><Code guid="AAAAAAAA-0000-4000-8000-000000000002" name="role" isCodable="true"><Code guid="aaaaaaaa-0000-4000-8000-000000000003" name="peer &amp; co" isCodable="true"/></Code></Codes></CodeBook>
<Sources><TextSource guid="aaaaaaaa-0000-4000-8000-000000000004" name="Interview 1" plainTextPath="internal://abc.txt">
$3
</TextSource></Sources>
</Project>
XML
    rm -f hand.qdpx
    zip -q hand.qdpx Sources/ABC.txt project.qde
}

selection() { # START END
    printf '<PlainTextSelection guid="aaaaaaaa-0000-4000-8000-000000000005" startPosition="%s" endPosition="%s" creatingUser="aaaaaaaa-0000-4000-8000-000000000001"><Coding guid="aaaaaaaa-0000-4000-8000-000000000006"><CodeRef targetGUID="{AAAAAAAA-0000-4000-8000-000000000003}"/></Coding></PlainTextSelection>' "$1" "$2"
}

@test "codings made by hand come back, whatever the case of identifiers and folders" {
    needs zip
    project NVivo '\0357\0273\0277One\r\ntwø three' "$(selection 5 8)<Coding guid=\"aaaaaaaa-0000-4000-8000-000000000007\"><CodeRef targetGUID=\"aaaaaaaa-0000-4000-8000-000000000002\"/></Coding>"
    codings hand.qdpx | same <(printf '%b' 'doc\tstart\tend\tconcept\tcoder\ttext\n' \
        'Interview 1\t0\t14\trole\t\tOne\\r\\ntwø three\n' 'Interview 1\t5\t8\trole/peer & co\tKari\ttwø\n')
}

@test "ATLAS.ti counts CR LF as one character" {
    needs zip
    project 'ATLAS.ti Windows' 'One\r\ntwo three' "$(selection 4 7)"
    codings hand.qdpx | tail -n 1 | cut -f 2,3,6 | same <(printf '4\t7\ttwo\n')
}

@test "selections that cannot be are reported and skipped" {
    needs zip
    project x 'One two' "$(selection 4 7)$(selection 4 99)$(selection -1 2)$(selection 5 4)"
    says 2 "a selection from 4 to 99, but 'Interview 1' has 7 characters; skipped" codings hand.qdpx
    [ "$(grep -c 'without valid positions, skipped' said.err)" -eq 2 ]
    [ "$(wc -l <said.out)" -eq 2 ]
}

@test "hostile names and missing texts are left alone and reported" {
    needs zip strace
    for path in internal://../../../etc/passwd absolute:///etc/passwd relative:///../x internal://gone.txt; do
        project x 'One two' "$(selection 0 3)"
        sed -i "s,internal://abc.txt,$path," project.qde
        zip -q hand.qdpx project.qde
        says 2 "the text of 'Interview 1' is not in the file; its 1 codings skipped" \
            strace -f -qq -e trace=openat,connect -o trace codings hand.qdpx
        not grep -E 'passwd|gone|connect' trace
        [ "$(wc -l <said.out)" -eq 1 ]
    done
}

@test "files that attack are refused" {
    needs zip
    project x 'One two' "$(selection 0 3)"
    sed -i '1a <!DOCTYPE Project [<!ENTITY a "aaaa">]>' project.qde
    zip -q hand.qdpx project.qde
    says 2 'cannot be read as a REFI-QDA project, skipped: a document type definition' codings hand.qdpx
    project x 'One two' "$(selection 0 3)"
    head -c 20000000 /dev/zero >Sources/ABC.txt
    zip -q hand.qdpx Sources/ABC.txt
    says 2 'too large when unpacked' codings hand.qdpx
    project x 'One two' ''
    zip -qd hand.qdpx project.qde
    says 2 'skipped: it holds no project.qde$' codings hand.qdpx
    says 2 'neither a zip file \(.qdpx\) nor XML \(.qde\)$' codings "$DATA/sample.txt"
    project x 'One two' "$(selection 0 3)"
    head -c 300 hand.qdpx >cut.qdpx
    says 2 'cannot be read as a REFI-QDA project' codings cut.qdpx
}

@test "a project outside its zip file is read, and texts within it are" {
    needs zip
    project x 'One two' "<PlainTextContent>One
two three</PlainTextContent>$(selection 4 7)"
    codings hand.qdpx | tail -n 1 | cut -f 2,3,6 | same <(printf '4\t7\ttwo\n')
    codings project.qde | same <(codings hand.qdpx)
    codings <project.qde | same <(codings hand.qdpx)
    project x 'One two' "$(selection 0 3)"
    says 2 "^codings: project.qde: the text of 'Interview 1' is not in the file; its 1 codings skipped$" codings project.qde
}

@test "a codebook has no codings, and that is said" {
    qdpx --codebook -d "$ROOT/dicts/roles.tsv" -o roles.qdc
    says 2 '^codings: roles.qdc: cannot be read as a REFI-QDA project, skipped: it holds no project$' codings roles.qdc
}

@test "several projects are one table, -v counts, and --csv is for spreadsheets" {
    needs zip
    project x 'One two' "$(selection 0 3)$(selection 4 7)"
    says 0 '^codings: 4 codings$' codings -v hand.qdpx hand.qdpx
    [ "$(wc -l <said.out)" -eq 5 ]
    codings --csv hand.qdpx | tr -d '\r' | sed -n 2p | same <(echo 'Interview 1,0,3,role/peer & co,Kari,One')
}
