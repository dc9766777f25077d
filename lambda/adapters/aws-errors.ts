import { ServiceError } from '../domain/errors';

/** The HTTP status of the response of an AWS service; undefined if there was no response. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}

export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/**
 * Calls AWS, and converts every error into the retryable error of the domain.
 * @param action for the message, for example `read uploads/a.jpg`
 * @throws ServiceError
 */
export async function translated<Result>(action: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw serviceError(action, error);
  }
}

/** The retryable error of the domain for a failed AWS call. @param action as in `translated` */
export function serviceError(action: string, cause: unknown): ServiceError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ServiceError(`Could not ${action}: ${reason}`, { cause });
}
