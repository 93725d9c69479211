/** How the guest's pages are built: content-hashed files and a manifest, the same bytes every time. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../src/palabre/http/static",
    emptyOutDir: true,
    assetsDir: "assets",
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { input: ["src/guest.ts", "src/styles/pages.css"] },
  },
  test: { include: ["tests/**/*.test.ts"] },
});
