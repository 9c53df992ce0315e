import type { z } from "zod";
import type { viewInvite } from "#contracts/auth.ts";
import { instantHere } from "../../lib/format-time.ts";
import { roleNames } from "../../lib/role-names.ts";

export type Offer = z.output<NonNullable<typeof viewInvite.output>>;

export function OfferFacts({ offer }: { offer: Offer }) {
  return (
    <dl class="auth-facts">
      <div>
        <dt>Invited by</dt>
        <dd>{offer.invited_by}</dd>
      </div>
      <div>
        <dt>To the {offer.kind === "agency" ? "agency" : "workspace"}</dt>
        <dd>{offer.to}</dd>
      </div>
      <div>
        <dt>As</dt>
        <dd>{roleNames[offer.role]}</dd>
      </div>
      <div>
        <dt>Open until</dt>
        <dd>
          <time dateTime={offer.expires_at}>{instantHere(offer.expires_at)}</time>
        </dd>
      </div>
    </dl>
  );
}
