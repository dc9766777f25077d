/** `${…}` with what Terraform calls a reference inside, and the escape `$${` that means a literal `${`. */
const INTERPOLATION = /\$\$\{|\$\{([^{}]*)\}/g;
const REFERENCE = /^[a-z][\w-]*(\.[\w-]+)+(\[\d+\](\.[\w-]+)*)*$/i;

/** Answers what a reference such as `aws_sqs_queue.uploads.arn` stands for, its parts split at the dots. */
export type Resolve = (path: readonly string[]) => unknown;

/**
 * Replaces the references in a value of Terraform's JSON syntax, however deep. A text that is nothing but
 * one reference becomes what it refers to; within a longer text the reference must stand for a text.
 * @throws Error naming an expression that is more than a reference
 */
export function replaceReferences(value: unknown, resolve: Resolve): unknown {
  if (typeof value === 'string') return replaceInText(value, resolve);
  if (Array.isArray(value)) return value.map((item) => replaceReferences(item, resolve));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, replaceReferences(item, resolve)]),
    );
  }
  return value;
}

function replaceInText(text: string, resolve: Resolve): unknown {
  const whole = /^\$\{([^{}]*)\}$/.exec(text);
  if (whole?.[1] !== undefined) return resolve(pathOf(whole[1]));
  return text.replaceAll(INTERPOLATION, (match, expression: string | undefined) => {
    if (expression === undefined) return match.slice(1);
    const resolved = resolve(pathOf(expression));
    if (resolved === null || typeof resolved === 'object') {
      throw new Error(`\${${expression}} is used within a text and stands for something that is none`);
    }
    return String(resolved);
  });
}

function pathOf(expression: string): string[] {
  const trimmed = expression.trim();
  if (!REFERENCE.test(trimmed)) {
    throw new Error(
      `\${${trimmed}} is more than a reference, and nothing here evaluates Terraform's functions`,
    );
  }
  return trimmed.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
}
