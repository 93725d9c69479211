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
        install_lighthouse
        cd -- "$root"
        PATH=$node_bin:$PATH PALABRE_NODE_BIN=$node_bin PALABRE_CHROMIUM=$chromium \
            exec "$python" -m tests.bench.lighthouse "$@"
        ;;
    *)
        fail "There is no such tool: '${1-}'; there are: lock, node, lighthouse." "./palabre tool lock"
        ;;
    esac
}

# Some 180 MB that neither a guest nor a test needs: only this tool has them.
install_lighthouse() {
    [ ! -e "$root/tests/lighthouse/node_modules/lighthouse/package.json" ] || return 0
    say "installing tests/lighthouse/node_modules (once)"
    (
        cd -- "$root/tests/lighthouse" &&
            PATH=$node_bin:$PATH npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
    ) >&2 || fail "npm could not fill tests/lighthouse/node_modules (see above)." "rm -rf '$root/tests/lighthouse/node_modules'"
}

# compile_locks [--upgrade …]: writes requirements/*.txt from the *.in files, for every Python and processor at once.
compile_locks() {
    prepare_locking
    cd -- "$root/requirements"
    # In this order: test.in is constrained by runtime.txt.
    for name in pip runtime test lock; do
        "$venv/bin/uv" --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
            --no-emit-index-url --no-emit-find-links --custom-compile-command './palabre tool lock' \
            "$@" --output-file "$name.txt" "$name.in" >&2 ||
            fail "requirements/$name.in could not be resolved (see above)." "./palabre tool lock --upgrade"
    done
}
