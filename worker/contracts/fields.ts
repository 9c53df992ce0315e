import { z } from "zod";

/** Tenant ids stand in KV keys and folder names, so they are plain slugs. */
export const TenantId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "lower-case letters, digits and dashes, 2 to 63");
export const Id = z.string().min(1).max(64);

/** An address that mail can be sent to: zod's rule, and no part longer than mail servers take. */
export const Email = z
  .email({
    pattern:
      /^(?=[^@]{1,64}@)(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
  })
  .max(254);

/** A calendar day that exists, `YYYY-MM-DD`. */
export const Day = z.iso.date();
export const Instant = z.iso.datetime();

export const Currency = z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code such as USD");

export const TimeZone = z
  .string()
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  }, "an IANA time zone such as America/Jamaica")
  .meta({ format: "iana-time-zone", examples: ["America/Jamaica"] });

export const platforms = ["meta", "google_ads", "linkedin", "tiktok", "microsoft_ads"] as const;
export const Platform = z.enum(platforms);
export type Platform = z.infer<typeof Platform>;

export const platformNames: Readonly<Record<Platform, string>> = {
  meta: "Meta",
  google_ads: "Google Ads",
  linkedin: "LinkedIn",
  tiktok: "TikTok",
  microsoft_ads: "Microsoft Ads",
};

/** What can be connected: ad platforms, web sources, and what people describe themselves. Also the folder of the lake. */
export const connectionPlatforms = [...platforms, "ga4", "search_console", "custom"] as const;
export const ConnectionPlatform = z.enum(connectionPlatforms);
export type ConnectionPlatform = z.infer<typeof ConnectionPlatform>;

/** What a snapshot tells of: ad platforms and web sources, which our model reads. */
export const SourcePlatform = ConnectionPlatform.exclude(["custom"]);
export type SourcePlatform = z.infer<typeof SourcePlatform>;

export const connectionPlatformNames: Readonly<Record<ConnectionPlatform, string>> = {
  ...platformNames,
  ga4: "Google Analytics 4",
  search_console: "Search Console",
  custom: "Custom",
};

type ListItem = z.ZodString | z.ZodEnum;

/** A query parameter `a,b,c` as a list without empties. */
export const commaList = <T extends ListItem>(item: T) =>
  z
    .string()
    .meta({ pattern: `^${listPart(item)}(?:,${listPart(item)})*$` })
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(item as T & z.ZodType<unknown, string>));

/** As text of a pattern, for the OpenAPI document: an item with blanks around it, or blanks alone. */
function listPart(item: ListItem): string {
  const blank = " \\t\\r\\n";
  if (item instanceof z.ZodEnum) return `[${blank}]*(?:${item.options.join("|")})?[${blank}]*`;
  const rest = item.maxLength === null ? "*" : `{0,${item.maxLength - 2}}`;
  return `[${blank}]*(?:[^,${blank}](?:[^,]${rest}[^,${blank}])?)?[${blank}]*`;
}
