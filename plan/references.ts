/** `${…}` with an expression inside, and the escape `$${` that means a literal `${`. */
const INTERPOLATION = /\$\$\{|\$\{([^{}]*)\}/g;
const REFERENCE = /^[a-z][\w-]*(\.[\w-]+)+(\[\d+\](\.[\w-]+)*)*$/i;

/** A reference such as `aws_sqs_queue.uploads.arn`, in its parts. */
export interface Reference {
  /** `data.…` for a data source. */
  readonly type: string;
  readonly name: string;
  /** The attribute, and the way into it. */
  readonly path: readonly string[];
}

/** Every reference in a text. Expressions that are more than a reference are passed over. */
export const referencesIn = (text: string): Reference[] =>
  [...text.matchAll(INTERPOLATION)].flatMap(([, expression]) => parse(expression ?? '') ?? []);

/**
 * Replaces the references in a value of Terraform's JSON syntax, however deep. A text that is nothing but
 * one reference becomes what it refers to; within a longer text the reference must stand for a text.
 * @throws Error naming an expression that is more than a reference
 */
export const replaceReferences = (value: unknown, resolve: (reference: Reference) => unknown): unknown =>
  mapTexts(value, (text) => replaceInText(text, resolve));

/** Replaces every text in a value, however deep. */
export function mapTexts(value: unknown, replace: (text: string) => unknown): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, replace));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, replace)]));
}

/** Replaces the references in a text that `resolve` knows a text for, and leaves everything else as it is. */
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
      throw new Error(`\${${expression}} is used within a text and stands for something that is none`);
    }
    return String(resolved);
  });
}

function referenceIn(expression: string): Reference {
  const reference = parse(expression);
  if (reference) return reference;
  throw new Error(
    `\${${expression.trim()}} is more than a reference, and nothing here evaluates Terraform's functions`,
  );
}

function parse(expression: string): Reference | undefined {
  const trimmed = expression.trim();
  if (!REFERENCE.test(trimmed)) return undefined;
  const [first = '', second = '', ...rest] = trimmed.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  if (first !== 'data') return { type: first, name: second, path: rest };
  const [name = '', ...path] = rest;
  return { type: `data.${second}`, name, path };
}
