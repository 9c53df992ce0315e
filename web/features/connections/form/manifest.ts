/** The connector that reads what a manifest describes, and where in its configuration the manifest stands. */
export const manifestType = "declarative-manifest";
export const manifestField = "__injected_declarative_manifest";
