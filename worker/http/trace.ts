import { uuidv7 } from "uuidv7";
import type { AuditAction } from "#contracts/audit.ts";
import type { AuditDraft } from "../db/audit.ts";

export interface Actor {
  readonly kind: AuditDraft["actorKind"];
  readonly id: string | null;
  readonly label: string;
}

export interface Told {
  readonly target?: { readonly kind: string; readonly id: string | null; readonly label: string | null };
  /** What changed, from what to what. Never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Where it belongs, when not in the caller's tenant; null: to no tenant. */
  readonly tenantId?: string | null;
  readonly agencyId?: string;
  /** Who did it, when that is not the caller as authenticated: at sign-in. */
  readonly actor?: Actor;
}

/** Makes a row of the audit log about this request. It is written by the store that makes the change, in the same batch. */
export type Trace = (action: AuditAction, told?: Told) => AuditDraft;

export const nobody: Actor = { kind: "nobody", id: null, label: "nobody signed in" };

interface About {
  readonly actor: Actor;
  readonly tenantId: string | null;
  readonly headers: Headers;
  readonly requestId: string;
  readonly now: () => number;
}

export function tracer({ actor, tenantId, headers, requestId, now }: About): Trace {
  return (action, told = {}) => {
    const by = told.actor ?? actor;
    return {
      id: uuidv7(),
      tenantId: told.tenantId === undefined ? tenantId : told.tenantId,
      agencyId: told.agencyId ?? null,
      at: now(),
      action,
      actorKind: by.kind,
      actorId: by.id,
      actorLabel: by.label,
      targetKind: told.target?.kind ?? null,
      targetId: told.target?.id ?? null,
      targetLabel: told.target?.label ?? null,
      detail: told.detail ? JSON.stringify(told.detail) : null,
      ip: headers.get("cf-connecting-ip"),
      userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
      requestId,
    };
  };
}
