import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { contractLines, type Described } from "../../worker/features/schema/contract-lines.ts";
import { openApiDocument } from "../../worker/features/schema/document.ts";
import { root } from "./settings.ts";

/** With a release: what clients rely on from now on. A test holds every later contract against it. */
const document = openApiDocument("0", "http://127.0.0.1") as unknown as Described;
const lines = contractLines(document);
const file = join(root, "worker", "features", "schema", "released.txt");
await writeFile(file, `${lines.join("\n")}\n`);
console.log(`✓ ${lines.length} lines in worker/features/schema/released.txt`);
