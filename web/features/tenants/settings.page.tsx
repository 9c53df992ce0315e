import { useEffect, useState } from "preact/hooks";
import type { Me } from "#contracts/me.ts";
import { readTenant, type TenantSettings } from "#contracts/tenants.ts";
import { call } from "../../lib/client.ts";
import { dayOf } from "../../lib/format-time.ts";
import { useLoaded } from "../../lib/use-loaded.ts";
import { Card } from "../../ui/card.tsx";
import { can, standingOf, whyNot } from "../identity/can.ts";
import { session } from "../identity/session.ts";
import { ListStates } from "../shell/list-states.tsx";
import { NoAccess } from "../shell/no-access.tsx";
import { Page } from "../shell/page.tsx";
import { SettingsForm } from "./settings-form.tsx";
import "./settings.css";

export function SettingsPage() {
  const state = session.value;
  return state.status === "in" ? <Settings me={state.me} /> : null;
}

function Settings({ me }: { me: Me }) {
  const standing = standingOf(me);
  const [settings, reload] = useLoaded((signal) => call(readTenant, { signal }), me.tenant.id);
  return (
    <Page
      group="Workspace"
      title="Settings"
      of={me.tenant.label}
      intro="A new currency or time zone holds from the next update of the numbers on."
    >
      {can(standing, "tenant.read") ? (
        <ListStates loaded={settings} reload={reload} standing={standing} needs="tenant.read" what="settings">
          {(loaded) => <Both key={loaded.id} loaded={loaded} why={whyNot(standing, "tenant.manage")} />}
        </ListStates>
      ) : (
        <NoAccess standing={standing} capability="tenant.read" />
      )}
    </Page>
  );
}

function Both({ loaded, why }: { loaded: TenantSettings; why: string | undefined }) {
  const [settings, setSettings] = useState(loaded);
  useEffect(() => setSettings(loaded), [loaded]);
  return (
    <>
      <SettingsForm settings={settings} why={why} onSaved={setSettings} />
      <Card title="Fixed" hint="What only ADinsights or the agency changes">
        <dl class="facts">
          <Fact name="Workspace id" value={settings.id} mono />
          <Fact name="Plan" value={planNames[settings.plan]} />
          <Fact name="Agency" value={settings.agency?.label ?? "None"} />
          <Fact name="Created" value={dayOf(settings.created_at, settings.time_zone)} />
        </dl>
      </Card>
    </>
  );
}

const planNames: Readonly<Record<TenantSettings["plan"], string>> = {
  starter: "Starter",
  growth: "Growth",
  enterprise: "Enterprise",
};

function Fact({ name, value, mono = false }: { name: string; value: string; mono?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={mono ? "mono" : undefined}>{value}</dd>
    </div>
  );
}
