import type { AuditAction } from "#contracts/audit.ts";

/** What each action is called, after the one who did it. */
export const actionWords: Readonly<Record<AuditAction, string>> = {
  "sign-in.succeeded": "signed in",
  "sign-in.failed": "failed to sign in",
  "sign-in.locked": "was locked out after failed sign-ins",
  "sign-out": "signed out",
  "sign-out.everywhere": "signed out everywhere",
  "session.ended": "ended a session",
  "session.refresh-reused": "used a refresh token twice: the session was ended",
  "metrics.exported": "exported numbers",
  "snapshot.pinned": "pinned a snapshot",
  "snapshot.unpinned": "unpinned a snapshot",
  "tenant.switched": "came over from another workspace",
  "tenant.created": "created the workspace",
  "tenant.changed": "changed settings",
  "password.reset-requested": "asked for a password reset",
  "password.reset": "set a new password by a mail's link",
  "password.changed": "changed the password",
  "email.change-requested": "asked for another e-mail address",
  "email.changed": "changed the e-mail address",
  "profile.changed": "changed the profile",
  "second-factor.enabled": "switched the second factor on",
  "second-factor.disabled": "switched the second factor off",
  "second-factor.codes-renewed": "renewed the recovery codes",
  "second-factor.recovery-code-used": "used a recovery code",
  "oidc.linked": "linked a sign-in provider",
  "member.added": "added a member",
  "member.role-changed": "changed a member's role",
  "member.removed": "removed a member",
  "agency.created": "created the agency",
  "agency.changed": "changed the agency",
  "agency-member.added": "added somebody to the agency",
  "agency-member.role-changed": "changed a role in the agency",
  "agency-member.removed": "removed somebody from the agency",
  "platform-role.changed": "changed a role of the platform",
  "invite.created": "invited somebody",
  "invite.resent": "sent an invitation again",
  "invite.revoked": "revoked an invitation",
  "invite.accepted": "accepted an invitation",
  "key.created": "created an API key",
  "key.rotated": "rotated an API key",
  "key.revoked": "revoked an API key",
  "connection.created": "created a connection",
  "connection.changed": "changed a connection",
  "connection.sync-requested": "asked for a sync",
  "connection.backfill-requested": "asked for days to be read again",
  "connection.backfill-cancelled": "cancelled the reading of past days",
  "connection.sync-cancelled": "cancelled a sync",
  "connection.paused": "paused a connection",
  "connection.resumed": "resumed a connection",
  "connection.deleted": "deleted a connection",
  "webhook.created": "made an address for Airbyte's notifications",
  "webhook.signature-changed": "changed the signing secret of Airbyte's notifications",
  "webhook.removed": "removed the address for Airbyte's notifications",
  "audit-log.exported": "exported the audit log",
};

/** Groups of actions by their noun, as the filter offers them. */
export const nounWords: Readonly<Record<string, string>> = {
  "sign-in": "Sign-ins",
  "sign-out": "Sign-outs",
  session: "Sessions",
  tenant: "Workspace",
  password: "Passwords",
  email: "E-mail addresses",
  profile: "Profiles",
  "second-factor": "Second factors",
  oidc: "Sign-in providers",
  member: "Members",
  agency: "Agency",
  "agency-member": "Agency's people",
  "platform-role": "Platform roles",
  invite: "Invitations",
  key: "API keys",
  connection: "Connections",
  "audit-log": "Audit log",
};

export const nounOf = (action: string): string => action.split(".")[0]!;

/** What an actor that is no person is called in front of its name. */
export const actorKinds = {
  user: "",
  key: "API key",
  operator: "Operator",
  system: "System",
  nobody: "",
} as const;

/** Failures and losses stand out, with a word of their own beside the colour. */
export const warnings: ReadonlySet<AuditAction> = new Set([
  "sign-in.failed",
  "sign-in.locked",
  "session.refresh-reused",
  "second-factor.disabled",
  "second-factor.recovery-code-used",
]);
