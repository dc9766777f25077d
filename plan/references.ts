/** `${…}` with an expression, and `$${`, the escape of a literal `${`. */
const INTERPOLATION = /\$\$\{|\$\{([^{}]*)\}/g;
const REFERENCE = /^[a-z][\w-]*(\.[\w-]+)+(\[\d+\](\.[\w-]+)*)*$/i;

/** A parsed reference such as `aws_sqs_queue.uploads.arn`. */
export interface Reference {
  /** `data.…` for a data source. */
  readonly type: string;
  readonly name: string;
  /** The attribute, and the path inside it. */
  readonly path: readonly string[];
}

/** All references in a text. Other expressions are skipped. */
export const referencesIn = (text: string): Reference[] =>
  [...text.matchAll(INTERPOLATION)].flatMap(([, expression]) => parse(expression ?? '') ?? []);

/**
 * Replaces all references in a value of Terraform's JSON syntax. A text that consists of one reference becomes the
 * referenced value. In a longer text, the referenced value must be a text.
 * @throws Error if an expression is not a plain reference
 */
export const replaceReferences = (value: unknown, resolve: (reference: Reference) => unknown): unknown =>
  mapTexts(value, (text) => replaceInText(text, resolve));

/** Replaces all texts in a value, recursively. */
export function mapTexts(value: unknown, replace: (text: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, replace));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, replace)]));
}

/** Replaces the references in a text for which `resolve` returns a text. Keeps all other references. */
export const replaceKnownReferences = (
  text: string,
  resolve: (reference: Reference) => string | undefined,
): string =>
  text.replaceAll(INTERPOLATION, (match, expression: string | undefined) => {
    const reference = expression === undefined ? undefined : parse(expression);
    return (reference && resolve(reference)) ?? match;
  });

function replaceInText(text: string, resolve: (reference: Reference) => unknown): unknown {
  const whole = /^\$\{([^{}]*)\}$/.exec(text);
  if (whole?.[1] !== undefined) return resolve(referenceIn(whole[1]));
  return text.replaceAll(INTERPOLATION, (match, expression: string | undefined) => {
    if (expression === undefined) return match.slice(1);
    const resolved = resolve(referenceIn(expression));
    if (resolved === null || typeof resolved === 'object') {
      throw new Error(`\${${expression}} is used within a text, but its value is not a text`);
    }
    return String(resolved);
  });
}

function referenceIn(expression: string): Reference {
  const reference = parse(expression);
  if (reference) return reference;
  throw new Error(`\${${expression.trim()}} is an expression, but only references are supported`);
}

function parse(expression: string): Reference | undefined {
  const trimmed = expression.trim();
  if (!REFERENCE.test(trimmed)) return undefined;
  const [first = '', second = '', ...rest] = trimmed.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  if (first !== 'data') return { type: first, name: second, path: rest };
  const [name = '', ...path] = rest;
  return { type: `data.${second}`, name, path };
}
