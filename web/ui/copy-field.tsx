import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Button } from "./button.tsx";
import "./copy-field.css";

interface Props {
  label: string;
  value: string;
  onCopied?: () => void;
}

/** Text to be taken along: shown whole, copied by a button, and selected where the browser does not let it be copied. */
export function CopyField({ label, value, onCopied }: Props) {
  const [outcome, setOutcome] = useState<"idle" | "copied" | "failed">("idle");
  const text = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = window.setTimeout(() => setOutcome("idle"), 2500);
    return () => window.clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setOutcome("copied");
      onCopied?.();
    } catch {
      setOutcome("failed");
      text.current?.select();
    }
  };

  return (
    <div class="field copy-field">
      <label for={id}>{label}</label>
      <div class="copy-field-row">
        <textarea
          ref={text}
          id={id}
          class="input mono"
          readOnly
          rows={1}
          spellcheck={false}
          value={value}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          icon={outcome === "copied" ? "check" : "copy"}
          aria-label={`Copy: ${label}`}
          onClick={() => void copy()}
        >
          {outcome === "copied" ? "Copied" : "Copy"}
        </Button>
      </div>
      <span class="visually-hidden" role="status">
        {outcome === "copied" && `${label} is copied`}
      </span>
      {outcome === "failed" && (
        <p class="field-error" role="alert">
          The browser did not let it be copied. It is selected: copy it by hand.
        </p>
      )}
    </div>
  );
}
