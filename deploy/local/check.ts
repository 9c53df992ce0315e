import { join } from "node:path";
import { findCrossings } from "./boundaries.ts";
import { runCommand } from "./run-command.ts";
import { root } from "./settings.ts";
import { checkTenancyDocument } from "./tenancy-document.ts";

const bin = (name: string) => join(root, "node_modules", ".bin", name);
const fix = process.argv.includes("--fix");

interface Check {
  readonly name: string;
  run(): Promise<unknown>;
}

const checks: readonly Check[] = [
  {
    name: "format and lint",
    run: () =>
      runCommand(bin("biome"), ["check", "--error-on-warnings", ...(fix ? ["--write"] : []), "."], { cwd: root }),
  },
  { name: "types", run: () => runCommand(bin("tsc"), ["--build"], { cwd: root }) },
  {
    name: "boundaries",
    run: async () => {
      const crossings = await findCrossings(root);
      if (crossings.length > 0) throw new Error(crossings.join("\n"));
    },
  },
  { name: "tables of docs/tenancy.md", run: () => checkTenancyDocument(root, fix) },
  {
    name: "links in documents",
    run: () =>
      runCommand(
        bin("remark"),
        [
          "--frail",
          "--quiet",
          "--use",
          "remark-validate-links=repository:false",
          "--no-stdout",
          "README.md",
          "CONTRIBUTING.md",
          "docs",
        ],
        {
          cwd: root,
        },
      ),
  },
  {
    name: "migrations are those of the schema",
    run: () => runCommand(bin("drizzle-kit"), ["check"], { cwd: root }),
  },
];

const results = await Promise.all(
  checks.map(async ({ name, run }) => {
    const began = performance.now();
    const error = await run().then(
      () => null,
      (reason: Error) => reason,
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${error ? "✗" : "✓"} ${name.padEnd(40)} ${seconds.padStart(5)} s`);
    return error;
  }),
);
for (const error of results) if (error) console.error(`\n${error.message}`);
process.exit(results.some(Boolean) ? 1 : 0);
