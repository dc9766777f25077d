/** The lines that an EventBridge input transformer makes from an event's detail. */
export function transformedText(transformer: unknown, detail: object): string[] {
  const { input_paths: paths, input_template: template } = Object(transformer);
  const filled = String(template).replaceAll(/<([A-Za-z0-9_-]+)>/g, (_, name) => {
    const value = valueAt({ detail }, String(paths[name]));
    if (value === undefined) throw new Error(`<${name}> is not in the event, at ${paths[name]}`);
    return String(value);
  });
  return filled.split('\n').map((line) => JSON.parse(line));
}

function valueAt(event: object, path: string): unknown {
  const steps = path
    .replace(/^\$\./, '')
    .split(/[.[\]]+/)
    .filter(Boolean);
  return steps.reduce<unknown>((value, step) => Object(value)[step], event);
}
