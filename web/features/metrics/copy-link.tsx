import { useEffect, useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";

type Outcome = "idle" | "copied" | "failed";

/** Copies a link that shows the same numbers for ever: its days are fixed and it names the snapshot. */
export function CopyLink({ path }: { path: string }) {
  const [outcome, setOutcome] = useState<Outcome>("idle");
  const link = new URL(path, location.origin).href;

  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = window.setTimeout(() => setOutcome("idle"), 2500);
    return () => window.clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  };

  return (
    <span class="copy-link">
      <Button icon={outcome === "copied" ? "check" : "link"} onClick={copy} title="A link to exactly these numbers">
        {outcome === "copied" ? "Copied" : "Copy link"}
      </Button>
      <span class="visually-hidden" role="status">
        {outcome === "copied" && "The link is copied"}
        {outcome === "failed" && "The browser did not let the link be copied; it is in the field that follows"}
      </span>
      {outcome === "failed" && (
        <input
          class="input"
          readOnly
          aria-label="Link to these numbers"
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </span>
  );
}
