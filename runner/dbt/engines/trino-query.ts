import { z } from "zod";
import { type Row, rowOf } from "./engine.ts";

const Answer = z.object({
  nextUri: z.url().optional(),
  columns: z.array(z.object({ name: z.string() })).optional(),
  data: z.array(z.array(z.unknown())).optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** Runs one statement by Trino's client protocol: post it, then follow `nextUri` until there is none. */
export async function trinoQuery(url: string, sql: string): Promise<Row[]> {
  const headers = { "X-Trino-User": "test", "X-Trino-Time-Zone": "UTC" };
  const ask = async (next: string, init: RequestInit) => {
    const response = await fetch(next, init);
    if (!response.ok) throw new Error(`Trino answered ${response.status}: ${await response.text()}`);
    return Answer.parse(await response.json());
  };
  let answer = await ask(`${url}/v1/statement`, { method: "POST", body: sql, headers });
  const rows: Row[] = [];
  for (;;) {
    if (answer.error) throw new Error(`${answer.error.message}\n${sql.slice(0, 2000)}`);
    const names = answer.columns?.map(({ name }) => name) ?? [];
    for (const values of answer.data ?? [])
      rows.push(rowOf(Object.fromEntries(names.map((name, at) => [name, values[at]]))));
    if (!answer.nextUri) return rows;
    answer = await ask(answer.nextUri, { headers });
  }
}
