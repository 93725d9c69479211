"""The mark of a demo's issuer, which public mode refuses."""

DEMO_MARK = "Palabre demo: proves nothing"
