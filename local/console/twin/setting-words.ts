const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** Seconds in words, e.g. `14 days`, `6 minutes`, `90 seconds`. */
export function span(seconds: number): string {
  const [word, size] = UNITS.find(([, each]) => seconds >= each && seconds % each === 0) ?? ['second', 1];
  const count = seconds / size;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Bytes in the binary unit of the settings, e.g. `10 MiB`. */
export const storage = (bytes: number): string => `${Math.round((bytes / 2 ** 20) * 10) / 10} MiB`;
