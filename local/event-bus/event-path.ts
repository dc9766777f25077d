const STEP = /\.([A-Za-z0-9_/-]+|\*)|\[(\d+|\*)\]/y;

/** Reads a value from an event; undefined when there is none. */
export type ReadPath = (event: unknown) => unknown;

/**
 * Compiles a JSON path that EventBridge supports: dots, dashes, underscores, list positions and `*`.
 * Source: EventBridge User Guide, "Input transformation".
 * @throws Error naming a path that is not supported
 */
export function compileEventPath(path: string): ReadPath {
  const steps = stepsOf(path);
  return (event) => follow(event, steps);
}

function stepsOf(path: string): string[] {
  const steps: string[] = [];
  STEP.lastIndex = 1;
  while (path.startsWith('$') && STEP.lastIndex < path.length) {
    const step = STEP.exec(path);
    if (!step) break;
    steps.push(step[1] ?? step[2] ?? '');
    if (STEP.lastIndex === path.length) return steps;
  }
  if (path === '$') return steps;
  throw new Error(`Expected a path like $.detail.previews[0].width but received ${path}`);
}

function follow(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (value === null || typeof value !== 'object') return undefined;
  if (step === '*') {
    return Object.values(value)
      .map((member) => follow(member, rest))
      .filter((member) => member !== undefined);
  }
  return follow((value as Readonly<Record<string, unknown>>)[step], rest);
}
