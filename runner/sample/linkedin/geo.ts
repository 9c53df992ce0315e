import type { Parish } from "../world/regions.ts";

/** LinkedIn names places by number alone. These numbers are the sample's own: the tail of the parish's ISO code tells which. */
export const geoIdOf = (parish: Parish): string => String(GEO_OF_JAMAICA + Number(parish.code.slice(3)));

const GEO_OF_JAMAICA = 105_126_900;

export const jamaica = String(GEO_OF_JAMAICA);
