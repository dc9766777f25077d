export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as people read it. */
  readonly text: string;
  /** Drawn in a quieter colour: what the others are compared with. */
  readonly muted?: boolean;
}

/** Bars to the scale of the longest, each with its value in words. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <dl class="bars">
      {bars.map(({ label, value, text, muted }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span class="bar" data-muted={muted} style={{ inlineSize: `${(value / longest) * 100}%` }} />
            <span class="bar-text">{text}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
