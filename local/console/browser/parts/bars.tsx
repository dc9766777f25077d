export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as text. */
  readonly text: string;
  /** Whether the bar has a quieter colour, because the others are compared with it. */
  readonly muted?: boolean;
}

/** Bars on the scale of the longest one, each with its value as text. */
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
