# A dictionary and tokens of another program, for the tests of flatten and unflatten. Loaded after helpers.
# shellcheck shell=bash disable=SC1112 # typographic quotes are meant

dictionary() {
    printf 'concept\tpattern\nrole/peer\tpeer worker*\nrole\tworker*\ntrust\ttrust\n'
}

# Ten columns as UDPipe writes them: comments, a multiword token, an empty node, spaces.
udpipe() {
    printf '%s\n' '# newdoc id = d\1' '# newpar' '# sent_id = 1' '# text = Don’t  go.' \
        $'1-2\tDon’t\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\s' \
        $'1\tDo\tdo\tAUX\tVBP\tMood=Imp\t3\taux\t_\t_' $'2\tn’t\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_' \
        $'3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No' $'3.1\tgone\t_\t_\t_\t_\t_\t_\t3:dep\t_' \
        $'4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\tSpacesAfter=\\n\\n' '' '# sent_id = 2' \
        $'1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tSpacesBefore=\\s|SpaceAfter=No' ''
}
