/** Shorter names are similar to too many other names. */
const MIN_LENGTH = 8;
const MAX_EDITS = 2;

/**
 * Returns a sentence for each variable that is probably a misspelt setting. An unknown variable cannot be an error,
 * because the environment also contains variables of other programs.
 * @param known names of all settings
 */
export function misspeltSettings(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): string[] {
  const names = new Set(known);
  return Object.keys(environment)
    .filter((name) => name.length >= MIN_LENGTH && !names.has(name))
    .flatMap((name) => {
      const meant = known.find((each) => each.length >= MIN_LENGTH && isSimilar(name, each));
      return meant ? [`${name} is not a setting and has no effect. Did you mean ${meant}?`] : [];
    });
}

/** Whether at most `MAX_EDITS` insertions, deletions and replacements turn one name into the other. */
function isSimilar(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > MAX_EDITS) return false;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return (above[b.length] ?? 0) <= MAX_EDITS;
}
