import { z } from "zod";

/** Where rates are published: a URL or the path of a file, by the name that rows of facts say. */
export interface RatesSource {
  readonly name: string;
  readonly place: string;
}

const Source = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,19}=(https?:\/\/|\/)\S+$/,
    "name=place, where the name is of small letters and the place is a URL or an absolute path",
  )
  .transform(
    (text): RatesSource => ({ name: text.slice(0, text.indexOf("=")), place: text.slice(text.indexOf("=") + 1) }),
  );

/** `name=place name=place …`; of the same day and pair the first one counts. */
export const RatesSources = z
  .string()
  .transform((text) => text.split(/\s+/).filter((each) => each !== ""))
  .pipe(z.array(Source))
  .refine(
    (sources) => new Set(sources.map(({ name }) => name)).size === sources.length,
    "each source needs a name of its own",
  );
