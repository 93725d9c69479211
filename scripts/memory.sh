# Where the tests put their files: in memory when there is enough. Sourced by ./palabre.
# shellcheck shell=sh

# A PostgreSQL database is copied there for each test that wants one: on some disks that takes 0.4 s of processor time, in
# memory 0.02. Nothing the tests check needs a disk; those that fill, slow or lock one bring their own.
NEEDED_KIB=6291456

# folder_in_memory: makes a folder whose files lie in memory and prints its name; fails where there is no room for one.
folder_in_memory() (
    [ -d /dev/shm ] && [ "$(stat -f -c %T /dev/shm)" = tmpfs ] || exit 1
    free=$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')
    left=$(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo)
    [ "${free:-0}" -ge "$NEEDED_KIB" ] && [ "${left:-0}" -ge "$NEEDED_KIB" ] || exit 1
    # What a run that was killed left behind.
    find /dev/shm -maxdepth 1 -name 'palabre-tests-*' -user "$(id -un)" -mmin +300 -exec rm -rf {} + || :
    folder=$(mktemp -d /dev/shm/palabre-tests-XXXXXX) || exit 1
    chmod 755 "$folder"
    # Programs are run from there.
    printf '#!/bin/sh\n' >"$folder/program" && chmod 755 "$folder/program"
    "$folder/program" 2>/dev/null || { rm -rf "$folder" && exit 1; }
    printf '%s\n' "$folder"
)
