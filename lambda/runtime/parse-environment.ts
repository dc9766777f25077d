import * as z from 'zod/mini';

/** The environment of the function is not valid. The error makes the cold start fail. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';
}

/**
 * Parses the environment of a function. Call it once, at cold start.
 * @throws InvalidEnvironmentError with the names of all missing or wrong variables, and without their values
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
