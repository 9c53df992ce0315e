import { useState } from "preact/hooks";
import type { Me } from "#contracts/me.ts";
import { plural } from "../../../lib/format.ts";
import { Badge } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { RenewCodesDialog } from "./renew-codes-dialog.tsx";
import { SetUpDialog } from "./set-up-dialog.tsx";
import { SwitchOffDialog } from "./switch-off-dialog.tsx";

type Open = "set up" | "renew" | "switch off" | null;

/** Fewer codes left than this, and a lost phone may lock its owner out. */
const fewCodes = 3;

export function SecondFactorCard({ me }: { me: Me }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { enabled, recovery_codes_left: left } = me.second_factor;
  return (
    <Card
      title="Second step"
      hint="A code of an app on your phone, asked for after your password. Then the password alone is of no use to others."
    >
      <ul class="me-rows">
        <li>
          <div class="me-what">
            <p class="me-name">
              Authenticator app <Badge tone={enabled ? "good" : "neutral"}>{enabled ? "On" : "Off"}</Badge>
            </p>
            {!me.has_password && <p class="me-note">Set a password first.</p>}
          </div>
          {enabled ? (
            <Button onClick={() => setOpen("switch off")}>Switch off…</Button>
          ) : (
            me.has_password && (
              <Button icon="shield" onClick={() => setOpen("set up")}>
                Set up…
              </Button>
            )
          )}
        </li>
        {enabled && (
          <li>
            <div class="me-what">
              <p class="me-name">
                Recovery codes {left < fewCodes && <Badge tone="warn">{left === 0 ? "None left" : "Few left"}</Badge>}
              </p>
              <p class="me-note">{plural(left, "code")} left. Each signs you in once without your phone.</p>
            </div>
            <Button onClick={() => setOpen("renew")}>New codes…</Button>
          </li>
        )}
      </ul>
      {open === "set up" && <SetUpDialog onClose={close} />}
      {open === "renew" && <RenewCodesDialog onClose={close} />}
      {open === "switch off" && <SwitchOffDialog onClose={close} />}
    </Card>
  );
}
