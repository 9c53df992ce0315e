import { z } from "zod";

// zod compiles schemas with `new Function` where it may; under our policy the mere attempt is reported as a violation.
z.config({ jitless: true });
