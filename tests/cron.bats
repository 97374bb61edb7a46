# pipelines/reprocess under a real cron: its environment, its mail, and two runs at once. The daemon
# has a place of its own: it sees no crontab of this machine, and ends with the test.
load helpers

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    [ "$BUILD" = "$ROOT/build" ] || skip 'the pipelines are of the release build'
    mkdir -p study/corpus mail
    printf 'concept\tpattern\nrole/peer\tpeer worker*\nrole/nurse\tnurse*\n' >study/my.tsv
    printf '%s\n\n' 'Manager: Peer workers came.' 'Nurse: A nurse left.' 'Manager: So?' 'Nurse: So.' >study/corpus/one.txt
    printf 'TY  - JOUR\nTI  - Nurses\nPY  - 2020\nER  - \n' >study/corpus/two.ris
    program=$ROOT/pipelines/reprocess
}

teardown() {
    if [ -e started ]; then
        kill -KILL "$(cat started)"
        wait "$(cat started)" || true
    fi 2>/dev/null
}

# line [AFTER]: the crontab line of cospan-reprocess(1), with our folders; AFTER is put at its end. In place of its
# time it says when: as soon as cron is there, or, for the long tests, every minute.
line() {
    local when=@reboot line
    [ "${SOAK:-}" != yes ] || when='* * * * *'
    line=$(sed -n '/^0 6 \* \* \* /p' "$ROOT/pipelines/cospan-reprocess.1")
    [ "$line" ]
    line=${line/cospan reprocess/$program}
    printf '%s%s\n' "$when${line#0 6 \* \* \*}" "${1:-}" | sed "s,/srv/study,$PWD/study,g"
}

# start_cron: a daemon with the crontab `table`, in an environment that is not its own affair, which
# mails into the folder mail/.
start_cron() {
    # shellcheck disable=SC2030,SC2031 # each test is a process of its own
    PATH=$PATH:/usr/sbin:/sbin
    needs cron crontab unshare
    [ "$(id -u)" -eq 0 ] || skip 'needs root'
    unshare --mount --pid --fork mount -t tmpfs none /mnt 2>/dev/null || skip 'needs namespaces'
    cat >sendmail <<MAIL
#!/bin/sh
mail=\$(mktemp $PWD/mail/part.XXXXXX)
cat >"\$mail"
mv "\$mail" "$PWD/mail/whole.\${mail##*.}"
MAIL
    chmod +x sendmail
    cat >place <<'PLACE'
set -e
mkdir -p place.upper place.work
mount -t tmpfs none "$PWD/place.upper"
mkdir place.upper/{upper,work}
mount -t overlay none -o "lowerdir=/usr/sbin,upperdir=$PWD/place.upper/upper,workdir=$PWD/place.upper/work" /usr/sbin
rm -f /usr/sbin/sendmail
cp sendmail /usr/sbin/sendmail
: >empty
[ ! -e /etc/crontab ] || mount --bind empty /etc/crontab
for folder in /etc/cron.d /run; do
    [ ! -d "$folder" ] || mount -t tmpfs none "$folder"
done
mount -t tmpfs none /var/spool
mkdir -p /var/spool/cron/crontabs
crontab table
echo >there
exec env LANG=de_DE.UTF-8 cron -f
PLACE
    unshare --mount --pid --fork --kill-child=KILL --mount-proc bash place >cron.log 2>&1 3>&- </dev/null &
    echo $! >started
    local i
    for ((i = 0; i < 50; i++)); do
        [ ! -e there ] || return 0
        sleep 0.1
    done
    cat cron.log
    return 1
}

# comes COMMAND...: it succeeds within the time that cron may take.
comes() {
    local i limit=200
    [ "${SOAK:-}" != yes ] || limit=1000
    for ((i = 0; i < limit; i++)); do
        ! "$@" 2>/dev/null || return 0
        sleep 0.1
    done
    echo "never: $*"
    cat cron.log mail/whole.* study/log || true
    return 1
}

logged() {
    [ "$(wc -l <study/log)" -ge "$1" ]
}

mailed() {
    grep -q "$1" mail/whole.*
}

@test "the line of the page makes the tables, without a language, a terminal or a path to the filters" {
    line >table
    printf '@reboot env >%s; tty >>%s\n' "$PWD/environment" "$PWD/environment" >>table
    start_cron
    comes logged 1
    frequencies=$ROOT/pipelines/frequencies
    "$frequencies" -d study/my.tsv study/corpus/* | diff -u - study/results/current/concepts.tsv
    "$frequencies" -d study/my.tsv -g speaker study/corpus/* | diff -u - study/results/current/speakers.tsv
    comes grep -x 'not a tty' environment
    grep -x 'PATH=/usr/bin:/bin' environment
    not grep '^LANG=de' environment
    [ -z "$(ls mail)" ]
}

@test "an installed cospan runs under cron, which knows no path to it" {
    MAKEFLAGS='' make -s -C "$ROOT" DESTDIR="$PWD/root" PREFIX=/usr/local install >install.log 2>&1
    program=$PWD/root/usr/local/share/cospan/pipelines/reprocess
    line >table
    start_cron
    comes logged 1
    grep -q '^role/peer	1	' study/results/current/concepts.tsv
    [ -z "$(ls mail)" ]
}

@test "a document that cannot be read comes by mail, the others are in the tables, and the status is 2" {
    printf '{\\rtf1 The nurse}' >study/corpus/rich.txt
    line '; echo status $?' >table
    start_cron
    comes mailed '^status 2$'
    mailed '^reprocess: not read: rich.txt$'
    mailed 'rich.txt: is an RTF file'
    grep -q '^role/peer	1	' study/results/current/concepts.tsv
}

@test "a run that meets another one says so by mail and ends with 75, and leaves what is there" {
    mkdir -p study/results
    exec 8>study/results/lock
    flock 8
    line '; echo status $?' >table
    start_cron
    comes mailed '^status 75$'
    mailed '^reprocess: another run is at work on '
    [ ! -e study/results/current ]
}

@test "what moved comes by mail" {
    "$ROOT/pipelines/reprocess" study/corpus -d study/my.tsv -o study/results --table concepts --table 'speakers -g speaker'
    echo 'A nurse.' >study/corpus/three.txt
    line >table
    start_cron
    comes mailed '^document	new	three.txt$'
    mailed '^frequency	concepts	2 -> 3	role/nurse$'
}

@test "the service and the timer of README.md are valid units" {
    needs systemd-analyze
    sed -n '/^\[Service\]$/,/^```$/p' "$ROOT/README.md" | grep -v '^```$' | sed "s,/opt/cospan,$ROOT,g" >units
    sed '/^\[Timer\]$/,$d' units >cospan.service
    sed -n '/^\[Timer\]$/,$p' units >cospan.timer
    grep -q '^ExecStart=/.*reprocess ' cospan.service
    grep -q '^OnCalendar=' cospan.timer
    systemd-analyze verify "$PWD/cospan.service" "$PWD/cospan.timer" >said 2>&1 || { cat said && false; }
    not grep cospan said
}
