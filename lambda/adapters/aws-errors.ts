import { ServiceError } from '../domain/errors';

/** The HTTP status an AWS service answered with, if it answered at all. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}

export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/**
 * Runs one AWS call and turns whatever the SDK throws into the domain's retryable error.
 * @param doing what the call does, for the message: `read uploads/a.jpg`
 */
export async function translated<Result>(doing: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw serviceError(doing, error);
  }
}

export function serviceError(doing: string, cause: unknown): ServiceError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ServiceError(`Could not ${doing}: ${reason}`, { cause });
}
