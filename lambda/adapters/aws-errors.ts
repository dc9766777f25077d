import { ServiceError } from '../domain/errors';

/** The HTTP status of an AWS service's response, if there was a response. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}

export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/**
 * Runs one AWS call and turns any error of the SDK into the domain's retryable error.
 * @param doing the action, for the message: `read uploads/a.jpg`
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
