-- Prosody as `./palabre tool peers` runs it: anonymous guests over WebSocket, one kind of room, history kept on disk.
-- The port, the folder and the kind of storage come from the environment.
local folder = os.getenv("PEER_FOLDER")

run_as_root = true
daemonize = false
data_path = folder
pidfile = folder .. "/prosody.pid"
log = { error = "*console" }
plugin_paths = {}

http_interfaces = { "127.0.0.1" }
http_ports = { tonumber(os.getenv("PEER_PORT")) }
https_ports = {}
c2s_ports = {}
c2s_direct_tls_ports = {}
c2s_require_encryption = false
consider_websocket_secure = true

modules_enabled = { "saslauth", "websocket", "disco" }
modules_disabled = { "s2s", "tls", "offline" }
-- Without these two a delivery cost about twice as much where it was tried.
network_settings = { opportunistic_writes = true }
gc = { mode = "generational" }
storage = os.getenv("PEER_STORAGE")
sql = { driver = "SQLite3", database = folder .. "/prosody.sqlite" }

VirtualHost "localhost"
authentication = "anonymous"

Component "rooms.localhost" "muc"
modules_enabled = { "muc_mam" }
restrict_room_creation = false
muc_room_locking = false
muc_room_default_public = true
muc_room_default_history_length = 50
muc_log_by_default = true
