/** How the pages are built, the guest's, the proof of age and the team's apart: content-hashed files and manifests, always the same. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { defineConfig } from "vitest/config";

const ENTRY = "/src/guest.ts";
const PACKED_FROM_BYTES = 500;

/** Vite wraps every dynamic import to preload what it needs; here that is always loaded already. */
const plainImports: Plugin = {
  name: "palabre:plain-imports",
  enforce: "pre",
  load: (id) =>
    id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : undefined,
};

/** Beside each file, the same one packed by Brotli: a phone gets an eighth less, and a start compresses nothing. */
const packed: Plugin = {
  name: "palabre:packed",
  // From what was written: Vite still changes the code after the last hook that could add a file.
  writeBundle({ dir = "" }, bundle) {
    for (const { fileName } of Object.values(bundle)) {
      const source = readFileSync(join(dir, fileName));
      if (!/\.(?:js|css)$/.test(fileName) || source.length < PACKED_FROM_BYTES) continue;
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(source, { params }));
    }
  },
};

/** All that the entry needs before anything is asked of it goes into one file: smaller, and one request. */
function isNeededAtFirst(): (id: string, context: Rolldown.ChunkingContext) => string | null {
  let needed: ReadonlySet<string> | null = null;
  return (id, context) => {
    needed ??= importedBy(ENTRY, context);
    return needed.has(id) ? "page" : null;
  };
}

function importedBy(entry: string, context: Rolldown.ChunkingContext): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [new URL(`.${entry}`, import.meta.url).pathname];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

export default defineConfig({
  base: "/",
  publicDir: false,
  // Smaller than the automatic runtime.
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: 'import { h, Fragment } from "preact";',
  },
  plugins: [plainImports, packed],
  build: {
    outDir: "../src/palabre/http/static",
    emptyOutDir: true,
    assetsDir: "assets",
    target: "es2022",
    modulePreload: false,
    reportCompressedSize: false,
  },
  worker: { format: "es" },
  builder: {
    buildApp: async (builder) => {
      for (const name of ["client", "age", "desk"]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: {
        manifest: "manifest.json",
        rolldownOptions: {
          input: ["src/guest.ts", "src/styles/pages.css"],
          output: { codeSplitting: { groups: [{ name: isNeededAtFirst() }] } },
        },
      },
    },
    // A bundle of its own: a room's page stays as light as it is.
    age: {
      consumer: "client",
      build: {
        emptyOutDir: false,
        manifest: "manifest.age.json",
        rolldownOptions: { input: ["src/age.ts"] },
      },
    },
    // A bundle of its own: no guest loads a byte of it, and nothing of the guest's page starts in it.
    desk: {
      consumer: "client",
      build: {
        emptyOutDir: false,
        manifest: "manifest.desk.json",
        rolldownOptions: { input: ["src/desk.ts"] },
      },
    },
  },
  // Laws are tried on hundreds of random cases: on a busy machine that is more than five seconds.
  test: { include: ["tests/**/*.test.ts"], testTimeout: 60_000 },
});
