import { createReadStream } from "node:fs";
import { ConnectorFailure } from "../connector/failure.ts";
import { readLines } from "../connector/lines.ts";
import { toMessage } from "../connector/messages.ts";
import { messageOf } from "../log.ts";
import type { Spool } from "./spool.ts";

/** Reads a recorded file of protocol messages. Its records land; what else was recorded has no effect. */
export async function readReplay(path: string, spool: Spool, signal: AbortSignal): Promise<void> {
  let number = 0;
  for await (const line of readLines(createReadStream(path, { highWaterMark: 1024 * 1024 }))) {
    signal.throwIfAborted();
    number += 1;
    if (line.length === 0) continue;
    const message = parseLine(line, number);
    if (message?.type === "RECORD") await spool.write(message, line);
  }
}

function parseLine(line: Buffer, number: number) {
  try {
    return toMessage(JSON.parse(line.toString()));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "not JSON" : messageOf(error);
    throw new ConnectorFailure("config", `line ${number} of the recorded file: ${reason}`);
  }
}
