import { ECB_HEADER, readEcbFile } from "./ecb-file.ts";
import { OWN_HEADER, readOwnFile } from "./own-file.ts";
import { linesOf, type Rate, RatesProblem } from "./rate.ts";
import { isZip, unzipOne } from "./zip.ts";

/**
 * Reads a file of rates in whichever of the forms it is, zipped or not.
 * @throws an error that says where it does not fit
 */
export function readRates(bytes: Buffer): Rate[] {
  const text = (isZip(bytes) ? unzipOne(bytes) : bytes).toString("utf8");
  const header = linesOf(text)[0] ?? "";
  const rates = readerOf(header)(text);
  if (rates.length === 0) throw new RatesProblem(2, null, "there is no rate in it");
  return rates;
}

function readerOf(header: string): (text: string) => Rate[] {
  if (header === OWN_HEADER) return readOwnFile;
  if (header.startsWith(ECB_HEADER)) return readEcbFile;
  throw new RatesProblem(
    1,
    null,
    `${JSON.stringify(header.slice(0, 40))} is neither "${OWN_HEADER}" nor the first line of the ECB's eurofxref-hist.csv ("Date,USD,JPY,…")`,
  );
}
