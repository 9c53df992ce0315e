import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withTables } from "./capability-tables.ts";

/** Refuses a docs/tenancy.md whose tables are not those of the contracts, or with `fix` writes them anew. */
export async function checkTenancyDocument(root: string, fix: boolean): Promise<void> {
  const file = join(root, "docs", "tenancy.md");
  const present = await readFile(file, "utf8");
  const wanted = withTables(present);
  if (present === wanted) return;
  if (!fix)
    throw new Error("docs/tenancy.md: its tables are not those of worker/contracts. Mend it: npm run check -- --fix");
  await writeFile(file, wanted);
}
