# Developers' tools of the launcher: `./palabre tool lock`, `./palabre tool node CMD…`. Sourced by ./palabre.
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
    *)
        fail "There is no such tool: '${1-}'; there are: lock, node." "./palabre tool lock"
        ;;
    esac
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
