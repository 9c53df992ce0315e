export type UrnKind =
  | "sponsoredAccount"
  | "sponsoredCampaignGroup"
  | "sponsoredCampaign"
  | "sponsoredCreative"
  | "geo"
  | "organization"
  | "person"
  | "share";

export const urn = (kind: UrnKind, id: string): string => `urn:li:${kind}:${id}`;
