/** How the platforms spell the parishes, and how much of an audience lives in each. */
export interface Parish {
  readonly code: string;
  readonly metaName: string;
  /** TikTok identifies provinces by their GeoNames id. */
  readonly tiktokProvinceId: string;
  readonly population: number;
}

const parish = (code: string, metaName: string, tiktokProvinceId: string, population: number): Parish => ({
  code,
  metaName,
  tiktokProvinceId,
  population,
});

/** Meta is not consistent about "Saint", "St." and "Parish", and neither is this list. */
export const parishes: readonly Parish[] = [
  parish("JM-01", "Kingston", "3489853", 89),
  parish("JM-02", "St. Andrew Parish", "3488716", 574),
  parish("JM-03", "Saint Thomas Parish", "3488688", 94),
  parish("JM-04", "Portland Parish", "3488997", 82),
  parish("JM-05", "Saint Mary Parish", "3488693", 114),
  parish("JM-06", "Saint Ann Parish", "3488715", 173),
  parish("JM-07", "Trelawny Parish", "3488222", 75),
  parish("JM-08", "St. James Parish", "3488700", 184),
  parish("JM-09", "Hanover Parish", "3490145", 70),
  parish("JM-10", "Westmoreland Parish", "3488081", 144),
  parish("JM-11", "St. Elizabeth Parish", "3488708", 151),
  parish("JM-12", "Manchester Parish", "3489586", 190),
  parish("JM-13", "Clarendon Parish", "3490952", 246),
  parish("JM-14", "Saint Catherine Parish", "3488711", 517),
];

/** What Meta calls people whose region it does not know; TikTok has no row for them. */
export const META_UNKNOWN_REGION = "Unknown";
