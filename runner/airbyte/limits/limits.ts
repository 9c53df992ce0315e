import { ConnectorFailure } from "../connector/failure.ts";

/** What one job, and one process of a connector, may use of the machine. */
export interface Limits {
  /** Resident memory of a connector's process with all that it started. */
  readonly memoryBytes: number;
  /** Records that wait to land, and what the connector writes beside them. */
  readonly diskBytes: number;
  /** What must stay free on the disk, whoever fills it. */
  readonly reserveBytes: number;
}

/** A limit of ours was reached. Nothing that goes on may be waited for: each moment makes it worse. */
export class LimitExceeded extends ConnectorFailure {
  constructor(message: string) {
    super("system", message);
  }
}

export const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

export const memoryExceeded = ({ memoryBytes }: Limits): LimitExceeded =>
  new LimitExceeded(
    `the connector used more than ${mebibytes(memoryBytes)} of memory (AIRBYTE_MEMORY_MIB): sync fewer streams or days at a time, or raise the limit`,
  );

export const diskExceeded = ({ diskBytes }: Limits): LimitExceeded =>
  new LimitExceeded(
    `the job used more than ${mebibytes(diskBytes)} of disk (AIRBYTE_DISK_MIB): sync fewer streams or days at a time, or raise the limit`,
  );

export const diskFull = (free: number, { reserveBytes }: Limits): LimitExceeded =>
  new LimitExceeded(
    `${mebibytes(free)} of disk are free, ${mebibytes(reserveBytes)} must stay so (AIRBYTE_DISK_RESERVE_MIB): free disk space, then try again`,
  );
