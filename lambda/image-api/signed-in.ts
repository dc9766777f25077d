import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DarkroomError } from '../domain/errors';
import { isOwner } from '../domain/owner';
import { TOKEN_REFUSALS, type TokenRefusal } from '../domain/sign-in';

/** The request does not prove who it is from. */
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
 * The person whom the authorizer has found the token to be issued to.
 * @throws NotSignedInError when it refused the token, or was not asked
 */
export function signedInOwner({ requestContext }: Pick<APIGatewayProxyEvent, 'requestContext'>): string {
  const { owner, refusal, message } = requestContext?.authorizer ?? {};
  if (typeof owner === 'string' && isOwner(owner) && refusal === undefined) return owner;
  const code = TOKEN_REFUSALS.find((known) => known === refusal) ?? 'TOKEN_INVALID';
  throw new NotSignedInError(code, typeof message === 'string' ? message : 'The token is not valid.');
}
