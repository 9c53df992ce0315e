import { useId, useState } from "preact/hooks";

interface Props {
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

const largestFile = 1_000_000;

/** A declarative manifest, pasted or from a file; the server reads it. */
export function ManifestInput({ value, error, onChange }: Props) {
  const id = useId();
  const [unread, setUnread] = useState<string | undefined>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > largestFile) return setUnread("The file is larger than a manifest may be (512 KiB).");
    setUnread(undefined);
    onChange(await file.text());
  };
  const wrong = unread ?? error;
  return (
    <div class="field manifest-input">
      <label for={id}>Manifest (YAML or JSON)</label>
      <textarea
        id={id}
        name="manifest"
        class="input mono"
        rows={14}
        spellcheck={false}
        value={value}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p id={`${id}-note`} class={wrong ? "field-error" : "field-hint"} role={wrong ? "alert" : undefined}>
        {wrong ?? "As Airbyte's connector builder exports it. It may bring no code of its own."}
      </p>
      <label class="file-line">
        Or from a file{" "}
        <input
          type="file"
          accept=".yaml,.yml,.json,application/yaml,application/json"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </label>
    </div>
  );
}
