import { open } from "node:fs/promises";
import { ConnectorFailure } from "../connector/failure.ts";
import { messageOf } from "../log.ts";
import { fileBlocks, lineEnd } from "../records/lines.ts";
import type { Spool } from "../records/spool.ts";

/** Reads a recorded file of protocol messages. Its records land; what else was recorded has no effect. */
export async function readReplay(path: string, spool: Spool, signal: AbortSignal): Promise<void> {
  await using file = await open(path);
  let number = 0;
  for await (const block of fileBlocks(file)) {
    signal.throwIfAborted();
    for (let start = 0; start < block.length; ) {
      const end = lineEnd(block, start);
      number += 1;
      if (end > start && !spool.take(block, start, end)) takeLine(spool, block.subarray(start, end), number);
      start = end + 1;
    }
    await spool.flush();
  }
}

function takeLine(spool: Spool, line: Buffer, number: number): void {
  try {
    spool.takeAny(line);
  } catch (error) {
    const reason = error instanceof SyntaxError ? "not JSON" : messageOf(error);
    throw new ConnectorFailure("config", `line ${number} of the recorded file: ${reason}`);
  }
}
