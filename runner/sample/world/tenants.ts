import type { CredentialsOf } from "./credentials.ts";
import { numericId, textOf } from "./random.ts";
import { type WebAccesses, webAccesses } from "./web-sources.ts";

/** One a line; each has a line in every table of platforms as well. */
export const samplePlatforms = [
  "meta", //
  "tiktok",
  "linkedin",
  "google_ads",
  "microsoft_ads",
] as const satisfies readonly (keyof CredentialsOf)[];
export type SamplePlatform = (typeof samplePlatforms)[number];

export const scales = ["small", "medium", "large"] as const;
export type Scale = (typeof scales)[number];

export interface SampleAccount {
  readonly platform: SamplePlatform;
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly currency: "JMD" | "USD";
  /** The time zone in which the platform counts this account's days. */
  readonly timeZone: string;
  readonly active: boolean;
}

/** What an agency holds to read a tenant's accounts on one platform: the credentials of one connection. */
export interface PlatformAccess<P extends SamplePlatform = SamplePlatform> {
  readonly platform: P;
  readonly credentials: CredentialsOf[P];
  readonly accounts: readonly SampleAccount[];
}

export interface SampleTenant {
  readonly id: string;
  readonly label: string;
  readonly reportingCurrency: "JMD" | "USD";
  readonly timeZone: string;
  readonly regionSet: string;
  readonly access: { readonly [P in SamplePlatform]: PlatformAccess<P> };
  readonly web: WebAccesses;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX = "0123456789abcdef";
const JAMAICA = "America/Jamaica";

type AccountSpec = Pick<SampleAccount, "name" | "currency" | "active">;

function metaAccess(seed: number, tenantId: string, specs: readonly AccountSpec[]): PlatformAccess<"meta"> {
  return {
    platform: "meta",
    credentials: {
      accessToken: `EAA${textOf(177, LETTERS, seed, tenantId, "meta token")}`,
      appId: numericId("5", 16, seed, "meta app"),
      appSecret: textOf(40, HEX, seed, "meta app secret"),
    },
    accounts: specs.map((spec, index) => ({
      platform: "meta",
      tenantId,
      id: numericId("2", 15, seed, tenantId, "meta account", index),
      timeZone: JAMAICA,
      ...spec,
    })),
  };
}

function tiktokAccess(seed: number, tenantId: string, specs: readonly AccountSpec[]): PlatformAccess<"tiktok"> {
  return {
    platform: "tiktok",
    credentials: {
      accessToken: textOf(40, HEX, seed, tenantId, "tiktok token"),
      appId: numericId("73", 19, seed, "tiktok app"),
      appSecret: textOf(40, HEX, seed, "tiktok app secret"),
    },
    accounts: specs.map((spec, index) => ({
      platform: "tiktok",
      tenantId,
      id: numericId("70", 19, seed, tenantId, "tiktok account", index),
      timeZone: "UTC",
      ...spec,
    })),
  };
}

function linkedinAccess(seed: number, tenantId: string, specs: readonly AccountSpec[]): PlatformAccess<"linkedin"> {
  return {
    platform: "linkedin",
    credentials: {
      clientId: `77${textOf(12, HEX, seed, "linkedin client")}`,
      clientSecret: textOf(16, LETTERS, seed, "linkedin client secret"),
      refreshToken: `AQW${textOf(340, LETTERS, seed, tenantId, "linkedin refresh token")}`,
      accessToken: `AQX${textOf(340, LETTERS, seed, tenantId, "linkedin token")}`,
    },
    accounts: specs.map((spec, index) => ({
      platform: "linkedin",
      tenantId,
      id: numericId("51", 9, seed, tenantId, "linkedin account", index),
      timeZone: "UTC",
      ...spec,
    })),
  };
}

function googleAdsAccess(seed: number, tenantId: string, specs: readonly AccountSpec[]): PlatformAccess<"google_ads"> {
  return {
    platform: "google_ads",
    credentials: {
      clientId: `${numericId("10", 12, seed, "google client")}-${textOf(32, LETTERS, seed, "google client")}.apps.example`,
      clientSecret: `GOCSPX-${textOf(28, LETTERS, seed, "google client secret")}`,
      refreshToken: `1//0${textOf(97, LETTERS, seed, tenantId, "google ads token")}`,
      accessToken: `ya29.a0${textOf(90, LETTERS, seed, tenantId, "google ads access")}`,
      developerToken: textOf(22, LETTERS, seed, "google ads developer"),
      loginCustomerId: numericId("51", 10, seed, tenantId, "google ads manager"),
    },
    accounts: specs.map((spec, index) => ({
      platform: "google_ads",
      tenantId,
      id: numericId("38", 10, seed, tenantId, "google ads account", index),
      timeZone: JAMAICA,
      ...spec,
    })),
  };
}

function microsoftAdsAccess(
  seed: number,
  tenantId: string,
  specs: readonly AccountSpec[],
): PlatformAccess<"microsoft_ads"> {
  return {
    platform: "microsoft_ads",
    credentials: {
      clientId: textOf(32, HEX, seed, "microsoft client"),
      clientSecret: textOf(40, LETTERS, seed, "microsoft client secret"),
      refreshToken: `M.C5${textOf(320, LETTERS, seed, tenantId, "microsoft refresh token")}`,
      accessToken: `EwB4${textOf(400, LETTERS, seed, tenantId, "microsoft token")}`,
      developerToken: textOf(16, LETTERS, seed, "microsoft developer token"),
    },
    accounts: specs.map((spec, index) => ({
      platform: "microsoft_ads",
      tenantId,
      id: numericId("18", 9, seed, tenantId, "microsoft account", index),
      timeZone: JAMAICA,
      ...spec,
    })),
  };
}

/** The tenants with their accounts and sample credentials. Scale changes how much they advertise, not who they are. */
export function sampleTenants(seed: number): readonly SampleTenant[] {
  return [
    {
      id: "blue-mountain",
      label: "Blue Mountain Coffee",
      reportingCurrency: "JMD",
      timeZone: JAMAICA,
      regionSet: "jm-parishes",
      web: webAccesses(seed, "blue-mountain", "https://www.blue-mountain.example/"),
      access: {
        meta: metaAccess(seed, "blue-mountain", [{ name: "Blue Mountain Coffee", currency: "JMD", active: true }]),
        tiktok: tiktokAccess(seed, "blue-mountain", [
          { name: "Blue Mountain ☕ TikTok", currency: "USD", active: true },
        ]),
        linkedin: linkedinAccess(seed, "blue-mountain", [
          { name: "Blue Mountain Coffee (Wholesale)", currency: "USD", active: true },
        ]),
        google_ads: googleAdsAccess(seed, "blue-mountain", [
          { name: "Blue Mountain Coffee, worldwide", currency: "USD", active: true },
        ]),
        microsoft_ads: microsoftAdsAccess(seed, "blue-mountain", [
          { name: "Blue Mountain & Sons <Search>", currency: "JMD", active: true },
        ]),
      },
    },
    {
      id: "kingston-harbour",
      label: "Kingston Harbour Hotels",
      reportingCurrency: "USD",
      timeZone: JAMAICA,
      regionSet: "jm-parishes",
      web: webAccesses(seed, "kingston-harbour", "sc-domain:kingston-harbour.example"),
      access: {
        meta: metaAccess(seed, "kingston-harbour", [
          { name: "Kingston Harbour Hotels", currency: "USD", active: true },
          { name: "Kingston Harbour (closed 2023)", currency: "USD", active: false },
        ]),
        tiktok: tiktokAccess(seed, "kingston-harbour", [
          { name: "Kingston Harbour Hotels, JM", currency: "JMD", active: true },
        ]),
        linkedin: linkedinAccess(seed, "kingston-harbour", [
          { name: "Kingston Harbour – Groups & Conferences", currency: "JMD", active: true },
        ]),
        google_ads: googleAdsAccess(seed, "kingston-harbour", [
          { name: "Kingston Harbour Hotels – Ads", currency: "JMD", active: true },
          { name: "Kingston Harbour (cancelled 2024)", currency: "USD", active: false },
        ]),
        microsoft_ads: microsoftAdsAccess(seed, "kingston-harbour", [
          { name: "Kingston Harbour Hotels, Search", currency: "USD", active: true },
        ]),
      },
    },
  ];
}
