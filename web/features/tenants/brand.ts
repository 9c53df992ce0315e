import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { readTenant, type TenantSettings } from "#contracts/tenants.ts";
import { call } from "../../lib/client.ts";
import { scheme } from "../../lib/theme.ts";
import { accentOf } from "./accent.ts";

interface Brand {
  tenantId: string;
  color: string | null;
  logoUrl: string | null;
}

/** How the tenant on screen wants to look. */
export const brand = signal<Brand | null>(null);

export function wear({ id, branding }: TenantSettings): void {
  brand.value = { tenantId: id, color: branding.color, logoUrl: branding.logo_url };
}

const tokenNames = ["--accent", "--accent-hover", "--accent-soft", "--accent-text", "--focus"] as const;

/** Puts the tenant's colour over the product's accent, in the themes where it can be read. */
function applyAccent(): () => void {
  return effect(() => {
    const { style } = document.documentElement;
    const color = brand.value?.color;
    const tokens = color ? accentOf(color, scheme.value).tokens : null;
    for (const name of tokenNames) {
      const value = tokens?.[name];
      if (value) style.setProperty(name, value);
      else style.removeProperty(name);
    }
  });
}

/** Keeps the page in the colours of the tenant (null: of nobody) it shows. Without an answer it has the product's. */
export function useBrand(tenantId: string | null): void {
  useEffect(applyAccent, []);
  useEffect(() => {
    brand.value = null;
    if (!tenantId) return;
    const abort = new AbortController();
    call(readTenant, { signal: abort.signal })
      .then((settings) => {
        if (!abort.signal.aborted && settings.id === tenantId) wear(settings);
      })
      .catch(() => undefined);
    return () => {
      abort.abort();
      brand.value = null;
    };
  }, [tenantId]);
}
