import type { AuditAction } from "#contracts/audit.ts";
import type { Account, Told } from "../../db/accounts.ts";
import type { BaseContext } from "../../http/route.ts";
import type { Told as Telling } from "../../http/trace.ts";
import { noticeMessage } from "../../mail/notice.ts";
import type { NoticeKind } from "../../mail/templates/notices.ts";

type Whose = Pick<Account, "id" | "email">;

/** The audit row about a person's account and the mail that tells them, for one batch. */
export function tell(
  c: BaseContext,
  account: Whose,
  action: AuditAction,
  kind: NoticeKind,
  told: Telling & { readonly newEmail?: string } = {},
): Told {
  const { newEmail, ...telling } = told;
  return {
    trace: c.trace(action, { target: targetOf(account), ...telling }),
    notice: noticeMessage({ kind, to: account.email, at: c.clock(), ...(newEmail === undefined ? {} : { newEmail }) }),
  };
}

export const targetOf = ({ id, email }: Whose) => ({ kind: "user", id, label: email });

/** Where a change by a mailed link is told of, when nobody is signed in: the tenant that the account would enter. */
export async function homeOf(c: BaseContext, userId: string): Promise<string | null> {
  const [first] = await c.services.identity.store.tenantsOf(userId, { search: "", after: null, limit: 1 });
  return first?.id ?? null;
}
