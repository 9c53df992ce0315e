import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bench } from "../bench/measure.ts";
import { printTable } from "../bench/table.ts";
import { refuse } from "./refuse.ts";
import { root } from "./settings.ts";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
const part = positionals[0] ?? "";
const file = join(root, "deploy", "bench", `${part}.bench.ts`);
if (!/^[a-z]+$/.test(part) || !existsSync(file))
  refuse(`There is no part called "${part}".`, "npm run bench -- slice [--json FILE]");

const { bench } = (await import(file)) as { bench: Bench };
const rows = await bench();
printTable(rows);
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
