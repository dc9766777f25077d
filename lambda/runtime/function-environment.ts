import * as z from 'zod/mini';

/** The function was deployed with an environment that its code does not accept. It fails the cold start. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
}

/**
 * Parses a function's environment, once, at cold start.
 * @throws InvalidEnvironmentError with every variable that is missing or wrong, and never its value
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
