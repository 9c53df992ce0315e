import { useRef, useState } from "preact/hooks";
import { useFocusInside } from "../../../lib/use-focus-inside.ts";
import { Button } from "../../../ui/button.tsx";
import { DialogActions } from "../../../ui/dialog.tsx";
import "./recovery-codes.css";

interface Props {
  codes: readonly string[];
  onKept: () => void;
}

const outcomes = {
  copied: "The codes are copied",
  failed: "The browser did not let them be copied. Select them, or download them.",
} as const;

/** Shown this once. Nothing closes it but the reader's word that they have them. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const body = useRef<HTMLDivElement>(null);
  const [outcome, setOutcome] = useState<keyof typeof outcomes | null>(null);
  useFocusInside(body);
  const text = codes.join("\n");

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("failed");
    }
  };

  return (
    <div class="dialog-body" ref={body}>
      <p>
        Each of these signs you in once when your phone is not at hand. They are shown this once: keep them where you
        keep your passwords, or on paper.
      </p>
      <section class="codes" aria-label="Recovery codes">
        <p class="codes-of">ADinsights recovery codes</p>
        <ul>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </section>
      <div class="codes-ways">
        <Button icon="copy" data-first onClick={copy}>
          Copy
        </Button>
        <Button icon="download" onClick={() => download(text)}>
          Download
        </Button>
        <Button icon="print" onClick={() => window.print()}>
          Print
        </Button>
      </div>
      <p class="me-note" role="status">
        {outcome && outcomes[outcome]}
      </p>
      <DialogActions>
        <Button look="primary" onClick={onKept}>
          I have kept them
        </Button>
      </DialogActions>
    </div>
  );
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([`ADinsights recovery codes\n\n${text}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "adinsights-recovery-codes.txt";
  link.click();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
