import { rateLimited } from "./errors.ts";
import type { ReportRuns } from "./report-runs.ts";

export interface BatchEntry {
  readonly relative_url: string;
}

interface Answer {
  readonly code: number;
  readonly headers: readonly { name: string; value: string }[];
  readonly body: string;
}

/**
 * Answers the entries of a batch, each as a request of its own. In a batch of three and more, a report here and there meets a rate
 * limit once. The connector asks for it again at once, without waiting, because the others of the batch are done.
 */
export async function answerBatch(
  entries: readonly BatchEntry[],
  runs: ReportRuns,
  ask: (relativeUrl: string) => Promise<Response>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let answered = 0;
  for (const [index, entry] of entries.entries()) {
    const anotherSucceeds = answered > 0 || index < entries.length - 1;
    if (entries.length >= 3 && anotherSucceeds && takeStumble(entry, runs)) {
      const { status, error } = rateLimited();
      answers.push({ code: status, headers: [], body: JSON.stringify({ error }) });
      continue;
    }
    const response = await ask(entry.relative_url);
    answered += 1;
    const headers = [...response.headers].map(([name, value]) => ({ name, value }));
    answers.push({ code: response.status, headers, body: await response.text() });
  }
  return answers;
}

function takeStumble(entry: BatchEntry, runs: ReportRuns): boolean {
  const id = /(\d{6,})(?:[/?]|$)/.exec(entry.relative_url)?.[1];
  if (id === undefined || !runs.has(id)) return false;
  const run = runs.get(id);
  const { stumbles } = run;
  run.stumbles = false;
  return stumbles;
}
