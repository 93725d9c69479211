# Developers' tools of the launcher: `./palabre tool lock`, `… node CMD…`, `… lighthouse`. Sourced by ./palabre.
# shellcheck shell=sh disable=SC2154,SC2164

run_tool() {
    case ${1-} in
    lock)
        shift
        compile_locks "$@"
        ;;
    node)
        shift
        [ $# -gt 0 ] || fail "A command is missing." "./palabre tool node npm run build"
        prepare_node
        cd -- "$root/client"
        PATH=$node_bin:$PATH exec "$@"
        ;;
    lighthouse)
        shift
        prepare_tests
        install_apart tests/lighthouse lighthouse
        cd -- "$root"
        PATH=$node_bin:$PATH PALABRE_NODE_BIN=$node_bin PALABRE_CHROMIUM=$chromium \
            exec "$python" -m tests.bench.lighthouse "$@"
        ;;
    peers)
        shift
        prepare_tests
        install_apart tests/peers ws
        command -v prosody >/dev/null || (install_packages prosody lua-dbi-sqlite3) ||
            say "Prosody could not be installed: it will be left out"
        cd -- "$root"
        PALABRE_NODE_BIN=$node_bin exec "$python" -m tests.bench.peers "$@"
        ;;
    growth)
        shift
        prepare_tests
        cd -- "$root"
        exec "$python" -m tests.bench.growth "$@"
        ;;
    faults)
        shift
        prepare_tests
        cd -- "$root"
        exec "$python" -m tests.faults.matrix "$@"
        ;;
    fuzz)
        shift
        prepare_tests
        part_is_ready fuzz || under_lock add_part fuzz
        cd -- "$root"
        exec "$python" -m tests.fuzz.coverage "$@"
        ;;
    *)
        fail "There is no such tool: '${1-}'; there are: lock, node, lighthouse, peers, growth, faults, fuzz." \
            "./palabre tool lock"
        ;;
    esac
}

# install_apart FOLDER PACKAGE: what neither a guest nor a test needs, 180 MB for Lighthouse; only its tool has it.
install_apart() {
    [ ! -e "$root/$1/node_modules/$2/package.json" ] || return 0
    say "installing $1/node_modules (once)"
    (
        cd -- "$root/$1" &&
            PATH=$node_bin:$PATH npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
    ) >&2 || fail "npm could not fill $1/node_modules (see above)." "rm -rf '$root/$1/node_modules'"
}

# compile_locks [--upgrade …]: writes requirements/*.txt from the *.in files, for every Python and processor at once.
compile_locks() {
    prepare_locking
    cd -- "$root/requirements"
    # In this order: test.in is constrained by runtime.txt, fuzz.in by both.
    for name in pip runtime test lock fuzz; do
        "$venv/bin/uv" --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
            --no-emit-index-url --no-emit-find-links --custom-compile-command './palabre tool lock' \
            "$@" --output-file "$name.txt" "$name.in" >&2 ||
            fail "requirements/$name.in could not be resolved (see above)." "./palabre tool lock --upgrade"
    done
}
