import { Badge } from "../../ui/badge.tsx";
import { Field } from "../../ui/field.tsx";
import { accentOf, enough, grounds, type Scheme } from "./accent.ts";
import type { Draft } from "./settings-draft.ts";

interface Props {
  draft: Draft;
  errors: Partial<Record<string, string>>;
  onChange: (changed: Partial<Draft>) => void;
}

export const isColor = (text: string): boolean => /^#[0-9a-fA-F]{6}$/.test(text);

export function BrandFields({ draft, errors, onChange }: Props) {
  const color = draft.color.trim();
  return (
    <div class="form-grid">
      <div class="brand-color">
        <Field
          label="Colour"
          name="branding.color"
          maxLength={7}
          placeholder="None"
          spellcheck={false}
          autocomplete="off"
          hint="Such as #7a1f3d. Empty: the colours of ADinsights."
          value={draft.color}
          error={errors["branding.color"]}
          onInput={(event) => onChange({ color: event.currentTarget.value })}
        />
        <input
          type="color"
          class="brand-picker"
          aria-label="Choose a colour"
          value={isColor(color) ? color : grounds.light.accent}
          onInput={(event) => onChange({ color: event.currentTarget.value })}
        />
      </div>
      <Field
        label="Logo's address"
        name="branding.logo_url"
        type="url"
        maxLength={500}
        placeholder="https://…"
        spellcheck={false}
        autocomplete="off"
        hint="A small picture, shown beside the name."
        value={draft.logo_url}
        error={errors["branding.logo_url"]}
        onInput={(event) => onChange({ logo_url: event.currentTarget.value })}
      />
      {isColor(color) && (
        <ul class="brand-previews" aria-live="polite">
          <Preview color={color} scheme="light" name="Light theme" />
          <Preview color={color} scheme="dark" name="Dark theme" />
        </ul>
      )}
    </div>
  );
}

function Preview({ color, scheme, name }: { color: string; scheme: Scheme; name: string }) {
  const accent = accentOf(color, scheme);
  const ratio = accent.contrast.toFixed(1);
  return (
    <li>
      <span class="brand-swatch" aria-hidden="true" style={{ background: grounds[scheme].surface, color }}>
        Aa
      </span>
      <span>
        {name} <Badge tone={accent.tokens ? "good" : "warn"}>{accent.tokens ? "Used" : "Not used"}</Badge>
        <span class="cell-note">
          {accent.tokens
            ? `Readable: contrast ${ratio}:1.`
            : `Contrast ${ratio}:1 is below ${enough}:1, so the accent of ADinsights stays here.`}
        </span>
      </span>
    </li>
  );
}
