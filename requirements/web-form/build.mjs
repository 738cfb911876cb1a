// Makes plugins/casefolio/admin/vendor/ out of the locked packages: Sveltia CMS with what it loads by itself, and
// `yaml`, which reads records with the place of every value. What no form of ours needs is left out.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";

const [out] = process.argv.slice(2);
const modules = "node_modules";
const cms = join(modules, "@sveltia/cms");

// Code fields, maps, SVG files and HEIC photos are not among our fields.
const unused = /^(@shikijs\/|svgo|leaflet|terra-draw)|chunks\/(heic|shiki-engine)-|locales\//;
const leaveOut = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: unused }, () => ({ path: "unused", namespace: "unused" }));
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents: "export default {};" }));
  },
};

// Nothing is asked of another site: the fonts are here as well, and whether a host is well is nobody's first question.
const elsewhere = [
  [/url\(https:\/\/cdn\.jsdelivr\.net\/fontsource\/[^)]*\)\s*format\('[^']*'\)/g, "local('-')"],
  [/https:\/\/[a-z.-]*status[a-z.]*\/[\w./-]*(?:status\.json|status\/[0-9a-f]+)/g, "data:application/json,{}"],
];
const stayHere = {
  name: "stay-here",
  setup({ onLoad }) {
    onLoad({ filter: /@sveltia.cms.npm.index\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [address, replacement] of elsewhere) {
        if (!contents.match(address)) throw new Error(`no ${address} in ${path}: read anew what it asks for`);
        contents = contents.replaceAll(address, replacement);
      }
      return { contents };
    });
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: { "sveltia-cms": join(cms, "npm/index.js"), yaml: join(modules, "yaml/browser/index.js") },
  outdir: out,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  plugins: [leaveOut, stayHere],
  logLevel: "warning",
});

const assets = readdirSync(join(cms, "npm/assets")).filter((name) => /\.woff2$|LICENSE|^webp_enc.*\.wasm$/.test(name));
for (const name of assets) cpSync(join(cms, "npm/assets", name), join(out, "assets", name));

const bundled = { "@sveltia/cms": "LICENSE.txt", yaml: "LICENSE", immutable: "LICENSE", turndown: "LICENSE", exifr: "LICENSE" };
const notices = Object.entries(bundled).map(([name, file]) => {
  const { version, license } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(join(modules, name, file), "utf8").trim()}\n`;
});
writeFileSync(join(out, "LICENSES.txt"), notices.join(`\n${"-".repeat(79)}\n\n`));

// The test holds the files against these.
const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const digests = files
  .map((entry) => relative(out, join(entry.parentPath, entry.name)))
  .sort()
  .map((path) => `${createHash("sha256").update(readFileSync(join(out, path))).digest("hex")}  ${path}\n`);
writeFileSync(join(out, "SHA256SUMS"), digests.join(""));
