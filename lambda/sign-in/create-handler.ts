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

/** The principal of a request without a valid token. */
const NOBODY = 'nobody';

/**
 * Creates a Lambda authorizer. It does not throw an error for a refused token, because API Gateway has one fixed
 * message for all 401 responses of an authorizer, and counts them as errors of the function. Instead it passes the
 * refusal on in the context of the request, and `image-api` responds with the reason. If the token cannot be checked,
 * for example because the issuer is down, it throws, and API Gateway responds with 503.
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

/** The context of the request. API Gateway allows only strings, numbers and booleans. */
const contextOf = (check: TokenCheck): APIGatewayAuthorizerResultContext =>
  'owner' in check ? { owner: check.owner } : { refusal: check.refusal.code, message: check.refusal.message };
