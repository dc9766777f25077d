import * as z from 'zod/mini';

/** The function was deployed with an environment its code does not accept. Fails the cold start. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
}

/**
 * Reads a function's environment once, at cold start.
 * @throws InvalidEnvironmentError naming every variable that is missing or wrong, never its value
 */
export function parseEnvironment<Schema extends z.core.$ZodObject>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): z.output<Schema> {
  const parsed = z.safeParse(schema, environment);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return environment[name] === undefined ? `${name} is missing` : `${name} ${message}`;
  });
  throw new InvalidEnvironmentError(`The function's environment is not valid: ${problems.join('; ')}`);
}
