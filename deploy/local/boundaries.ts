import { glob, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";

interface Source {
  readonly file: string;
  readonly imports: readonly string[];
  readonly text: string;
}

interface Rule {
  readonly says: string;
  readonly appliesTo: (file: string) => boolean;
  readonly broken: (source: Source) => string[];
}

const rooms = ["worker", "web", "runner", "deploy"];
const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.startsWith("worker/testing/");
const isLocal = (target: string) => rooms.some((room) => target.startsWith(`${room}/`));

/** The walls between rooms. Types cross like values do: a room that knows another's types knows its insides. */
const rules: readonly Rule[] = [
  {
    says: "contracts import only zod and each other",
    appliesTo: (file) => file.startsWith("worker/contracts/") && !isTest(file),
    broken: ({ imports }) => imports.filter((target) => target !== "zod" && !target.startsWith("worker/contracts/")),
  },
  {
    says: "only worker/db touches env.DB",
    appliesTo: (file) => file.startsWith("worker/") && !file.startsWith("worker/db/") && !isTest(file),
    broken: ({ text }) => [...text.matchAll(/\.DB\b/g)].map(([found]) => found),
  },
  {
    says: "web knows only itself and the contracts",
    appliesTo: (file) => file.startsWith("web/"),
    broken: ({ imports }) =>
      imports.filter(
        (target) => isLocal(target) && !target.startsWith("web/") && !target.startsWith("worker/contracts/"),
      ),
  },
  {
    says: "the Worker knows only itself",
    appliesTo: (file) => file.startsWith("worker/") && !isTest(file),
    broken: ({ imports }) => imports.filter((target) => isLocal(target) && !target.startsWith("worker/")),
  },
  {
    says: "the runner knows only itself and the contracts",
    appliesTo: (file) => file.startsWith("runner/") && !isTest(file),
    broken: ({ imports }) =>
      imports.filter(
        (target) => isLocal(target) && !target.startsWith("runner/") && !target.startsWith("worker/contracts/"),
      ),
  },
];

const specifier = /\b(?:import|export)\b[^"';]*?from\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g;

/** The imports of a source, local ones as paths from the root. */
export function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(specifier)].map((match) => {
    const target = match[1] ?? match[2]!;
    if (target.startsWith("#contracts/")) return `worker/contracts/${target.slice("#contracts/".length)}`;
    if (!target.startsWith(".")) return target;
    return relative(".", resolve(dirname(file), target));
  });
}

export function crossingsOf(file: string, text: string): string[] {
  const source = { file, text, imports: importsOf(file, text) };
  return rules
    .filter((rule) => rule.appliesTo(file))
    .flatMap((rule) => rule.broken(source).map((what) => `${file}: ${what} — ${rule.says}`));
}

/** Packages that a source imports though package.json does not ask for them: they are here by chance, and not in a fresh clone. */
export function undeclaredOf(file: string, text: string, declared: ReadonlySet<string>): string[] {
  const isPackage = (target: string) => !/^(?:node|cloudflare):|^docs\//.test(target) && !isLocal(target);
  const nameOf = (target: string) => target.split("/", target.startsWith("@") ? 2 : 1).join("/");
  return importsOf(file, text)
    .filter((target) => isPackage(target) && !declared.has(nameOf(target)))
    .map((target) => `${file}: ${target} — a package that is imported stands in package.json`);
}

/** Every import that goes through a wall, or to a package that nobody declared, as `file: import — rule`. */
export async function findCrossings(root: string): Promise<string[]> {
  const { dependencies, devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const declared = new Set(Object.keys({ ...dependencies, ...devDependencies }));
  const found: string[] = [];
  for await (const file of glob("{worker,web,runner,deploy}/**/*.{ts,tsx}", { cwd: root })) {
    const text = await readFile(join(root, file), "utf8");
    found.push(...crossingsOf(file, text), ...undeclaredOf(file, text, declared));
  }
  return found;
}
