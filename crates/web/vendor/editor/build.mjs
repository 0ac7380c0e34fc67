// Builds editor.js from the packages of package-lock.json, byte for byte the same each time, and writes
// the types, LICENSES.txt and SHA256SUMS beside it. `npm ci && node build.mjs`; with `--check` nothing is written and a
// difference is exit code 1. The lock file is made with `npm install --omit-lockfile-registry-resolved`, so
// that it names no registry.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const check = process.argv.includes("--check");
const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));

// The policy under which the view may make markup from pasted text has our name in the security policy.
const policy = {
  name: "policy",
  setup(build) {
    build.onLoad({ filter: /prosemirror-view\/dist\/index\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (source.split('"ProseMirrorClipboard"').length !== 2) throw new Error("the view names its policy otherwise");
      return { contents: source.replace('"ProseMirrorClipboard"', '"dateline-editor"'), loader: "js" };
    });
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: ["bundle.mjs"],
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  banner: { js: "// ProseMirror (MIT), built by build.mjs; licences in LICENSES.txt" },
  metafile: true,
  write: false,
  plugins: [policy],
});

const bundled = new Set(
  Object.keys(result.metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((name) => name !== undefined),
);
const licences = [...bundled].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  const { version } = lock.packages[`node_modules/${name}`];
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});

// The types of what is bundled, so that the modules that use it can be checked without any package.
const types = {};
for (const name of bundled) {
  const path = join(here, "node_modules", name, "dist", "index.d.ts");
  if (!existsSync(path)) continue;
  types[`types/${name}.d.ts`] = readFileSync(path, "utf8").replace(/from '([\w-]+)'/g, "from './$1.js'");
}
types["types/orderedmap.d.ts"] = "declare const OrderedMap: any;\ntype OrderedMap<T> = any;\nexport = OrderedMap;\n";
types["editor.d.ts"] = readFileSync(join(here, "bundle.mjs"), "utf8").replace(
  /export \{[^}]*\} from "([\w-]+)";/g,
  'export * from "./types/$1.js";',
);

const files = {
  ...types,
  "editor.js": result.outputFiles[0].contents,
  "LICENSES.txt": Buffer.from(licences.join(`\n${"-".repeat(72)}\n\n`)),
};
const sums = ["bundle.mjs", "build.mjs", "package.json", "package-lock.json"]
  .map((name) => [name, readFileSync(join(here, name))])
  .concat(Object.entries(files))
  .map(([name, bytes]) => `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`)
  .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
files["SHA256SUMS"] = Buffer.from(sums.join(""));

function write(name, bytes) {
  mkdirSync(dirname(join(here, name)), { recursive: true });
  writeFileSync(join(here, name), bytes);
}

for (const [name, bytes] of Object.entries(files)) {
  if (!check) write(name, bytes);
  else if (!readFileSync(join(here, name)).equals(Buffer.from(bytes))) {
    console.error(`${name} is not what the lock file builds: run node build.mjs`);
    process.exitCode = 1;
  }
}
