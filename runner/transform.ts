import type { z } from "zod";
import type { FailureClass, Lease, Progress } from "#contracts/runner.ts";
import type { Manifest } from "#contracts/snapshot.ts";

export type TransformResult =
  | { readonly ok: true; readonly duckdbPath: string; readonly dbt: Manifest["dbt"] }
  | { readonly ok: false; readonly errorClass: z.infer<typeof FailureClass>; readonly reason: string };

/** From the lake to the marts of one tenant. */
export type Transform = (ask: {
  readonly tenant: Lease["tenant"];
  readonly asOf: Date;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}) => Promise<TransformResult>;
