import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DarkroomError } from '../domain/errors';
import { isOwner } from '../domain/owner';
import { TOKEN_REFUSALS, type TokenRefusal } from '../domain/sign-in';

/** The request has no valid token. */
export class NotSignedInError extends DarkroomError {
  override readonly name = 'NotSignedInError';
  readonly retryable = false;

  constructor(
    readonly code: TokenRefusal['code'],
    message: string,
  ) {
    super(message);
  }
}

/**
 * The owner that the authorizer read from the token.
 * @throws NotSignedInError if the authorizer refused the token, or was not called
 */
export function signedInOwner({ requestContext }: Pick<APIGatewayProxyEvent, 'requestContext'>): string {
  const { owner, refusal, message } = requestContext?.authorizer ?? {};
  if (typeof owner === 'string' && isOwner(owner) && refusal === undefined) return owner;
  const code = TOKEN_REFUSALS.find((each) => each === refusal) ?? 'TOKEN_INVALID';
  throw new NotSignedInError(code, typeof message === 'string' ? message : 'The token is not valid.');
}
