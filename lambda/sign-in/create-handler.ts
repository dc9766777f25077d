import type { Logger } from '@aws-lambda-powertools/logger';
import type {
  APIGatewayAuthorizerResult,
  APIGatewayAuthorizerResultContext,
  APIGatewayTokenAuthorizerEvent,
  Context,
} from 'aws-lambda';
import type { CheckToken, TokenCheck } from '../domain/sign-in';

export interface SignInDependencies {
  readonly checkToken: CheckToken;
  readonly logger: Pick<Logger, 'addContext' | 'info' | 'error'>;
}

type Handler = (
  event: APIGatewayTokenAuthorizerEvent,
  context: Context,
) => Promise<APIGatewayAuthorizerResult>;

const BEARER = /^Bearer +(\S+)$/i;

/** Who a request without a valid token is from. */
const NOBODY = 'nobody';

/**
 * Authorizes one request from API Gateway. A token that is refused is no error: API Gateway has one fixed message for
 * all 401s of an authorizer, and counts them as the function's errors. So the request goes on with the refusal in its
 * context, and `image-api` responds with the reason. Only what says nothing about the token, such as an issuer that is
 * down, is thrown; API Gateway responds to that with 503.
 */
export function createHandler({ checkToken, logger }: SignInDependencies): Handler {
  return async (event, context) => {
    logger.addContext(context);
    const token = BEARER.exec(event.authorizationToken)?.[1] ?? '';
    try {
      const check = await checkToken(token);
      if ('refusal' in check) logger.info('Refused a token', { reason: check.refusal.message });
      return authorization(event.methodArn, check);
    } catch (error) {
      logger.error('The token cannot be checked', { error });
      throw error;
    }
  };
}

function authorization(methodArn: string, check: TokenCheck): APIGatewayAuthorizerResult {
  return {
    principalId: 'owner' in check ? check.owner : NOBODY,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }],
    },
    context: contextOf(check),
  };
}

/** Values of a context are texts, numbers or truth values. */
const contextOf = (check: TokenCheck): APIGatewayAuthorizerResultContext =>
  'owner' in check ? { owner: check.owner } : { refusal: check.refusal.code, message: check.refusal.message };
