"""Debian's Caddy and nginx as children, with the configuration that deploy/ ships: only ports and places are others."""

import datetime
import os
import re
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.tools.child import Child
from tests.tools.ports import free_port
from tests.tools.public_place import HOST

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNPACKED = Path(os.environ.get("PALABRE_PROXIES", ROOT / ".venv" / "proxies"))
CADDY, NGINX = UNPACKED / "usr/bin/caddy", UNPACKED / "usr/sbin/nginx"
SHIPPED_UPSTREAM = "127.0.0.1:8000"


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate for the place and its key; made once in a folder."""
    chain, private = folder / "fullchain.pem", folder / "privkey.pem"
    if private.exists():
        return chain, private
    folder.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, private


def caddyfile(folder: Path, port: int, upstream: int) -> str:
    """The shipped Caddyfile on another port, with a certificate at hand, and no door of Caddy's own."""
    chain, key = certified(folder)
    shipped = (DEPLOY / "Caddyfile").read_text()
    assert SHIPPED_UPSTREAM in shipped
    on_port = shipped.replace(f"\n{HOST} {{\n", f"\nhttps://{HOST}:{port} {{\n\ttls {chain} {key}\n")
    assert on_port != shipped
    opened = on_port.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n", 1)
    return opened.replace(SHIPPED_UPSTREAM, f"127.0.0.1:{upstream}")


def caddy(folder: Path, port: int, upstream: int, *, loud: bool = False) -> Child:
    """Caddy, running. `loud`: it logs as one would who did not know better."""
    written = caddyfile(folder, port, upstream)
    if loud:
        written = written.replace("\theader Strict", "\tlog\n\theader Strict").replace("\t\texclude http", "\t\t#")
        written = written.replace("level ERROR", "level INFO")
    (folder / "Caddyfile").write_text(written)
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "share"), "XDG_CONFIG_HOME": str(folder / "config")}
    command: list[str | Path] = [CADDY, "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    return Child(command, folder / "logs", env={**os.environ, **home})


def nginx_site(folder: Path, port: int, plain_port: int, upstream: int) -> str:
    """The shipped site on other ports, with a certificate at hand."""
    chain, key = certified(folder)
    shipped = (DEPLOY / "nginx.conf").read_text()
    assert SHIPPED_UPSTREAM in shipped
    site = re.sub(r"^ *listen \[::\].*\n", "", shipped, flags=re.MULTILINE)
    site = site.replace("listen 80;", f"listen 127.0.0.1:{plain_port};")
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;")
    site = re.sub(r"/etc/letsencrypt/live/[^;]*/fullchain\.pem", str(chain), site)
    site = re.sub(r"/etc/letsencrypt/live/[^;]*/privkey\.pem", str(key), site)
    return site.replace(SHIPPED_UPSTREAM, f"127.0.0.1:{upstream}")


def nginx(folder: Path, port: int, upstream: int, *, loud: bool = False) -> Child:
    """nginx, running under Debian's own main configuration, with its logs in `folder`."""
    site = nginx_site(folder, port, free_port(), upstream)
    if loud:
        site = re.sub(r"^ *(access_log off|error_log /dev/null emerg);\n", "", site, flags=re.MULTILINE)
    for place in ("conf.d", "modules-enabled", "sites-enabled", "log", "tmp"):
        (folder / place).mkdir(exist_ok=True)
    (folder / "conf.d" / "palabre.conf").write_text(site)
    main = (UNPACKED / "etc/nginx/nginx.conf").read_text()
    main = main.replace("user www-data;\n", "daemon off;\n").replace("/run/nginx.pid", str(folder / "nginx.pid"))
    (folder / "mime.types").write_bytes((UNPACKED / "etc/nginx/mime.types").read_bytes())
    main = main.replace("/etc/nginx/", f"{folder}/").replace("/var/log/nginx/", f"{folder}/log/")
    bodies = "".join(f"{kind}_temp_path {folder}/tmp/{kind};\n" for kind in BODIES)
    (folder / "nginx.conf").write_text(main.replace("http {\n", f"http {{\n{bodies}", 1))
    command: list[str | Path] = [NGINX, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "log" / "error.log"]
    return Child(command, folder / "logs")


BODIES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
