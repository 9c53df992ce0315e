const REFERENCE = "https://reference.airbyte.com/reference/errors";

/** The error bodies of Airbyte's API that we answer with. */
const kinds = {
  "bad-request": { status: 400, type: `${REFERENCE}#bad-request` },
  "invalid-api-key": { status: 401, type: `${REFERENCE}#invalid-api-key` },
  forbidden: { status: 403, type: `${REFERENCE}#forbidden` },
  "resource-not-found": { status: 404, type: `${REFERENCE}#resource-not-found` },
  "state-conflict": { status: 409, type: `${REFERENCE}#409-state-conflict` },
  "try-again-later": { status: 409, type: `${REFERENCE}#try-again-later` },
  "Tag already exists": { status: 409, type: "error:tag-already-exists" },
  "unprocessable-entity": { status: 422, type: `${REFERENCE}#unprocessable-entity` },
  "unexpected-problem": { status: 500, type: REFERENCE },
} as const;
export type ProblemTitle = keyof typeof kinds;

export class Problem extends Error {
  readonly status: (typeof kinds)[ProblemTitle]["status"];
  readonly body: Readonly<Record<string, unknown>>;

  constructor(title: ProblemTitle, detail: string, data: Readonly<Record<string, unknown>> = { message: detail }) {
    super(detail);
    const { status, type } = kinds[title];
    this.status = status;
    this.body = { status, type, title, detail, documentationUrl: null, data };
  }
}

export const notFound = (resourceType: string, resourceId: string): Problem =>
  new Problem("resource-not-found", "The requested resource could not be found.", { resourceType, resourceId });
