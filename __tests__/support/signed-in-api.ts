import type { APIGatewayProxyEvent, APIGatewayTokenAuthorizerEvent, Context } from 'aws-lambda';
import { Issuer } from '../../lambda/adapters/issuer';
import { tokenVerifier } from '../../lambda/adapters/token-verifier';
import { createHandler } from '../../lambda/sign-in/create-handler';
import { inMemoryApi, lambdaContext } from './api';
import { AUDIENCE, type TestIssuer } from './issuer';
import { declarationOf, FUNCTION, SIGN_IN_FUNCTION, setUp } from './rest-api';

/** Long enough for a machine that is busy with other tests. */
const PATIENCE_MS = 20_000;

const silent = { addContext() {}, info() {}, error() {} };

/** The whole API with sign-in, from API Gateway to a pipeline in memory. */
export function signedInApi(issuer: TestIssuer, origins: readonly string[] = []) {
  const api = inMemoryApi({ allowedOrigins: origins });
  const authorize = createHandler({
    checkToken: tokenVerifier({
      issuer: new Issuer(issuer.url, Date.now, PATIENCE_MS),
      issuerUrl: issuer.url,
      audiences: [AUDIENCE],
    }),
    logger: silent,
  });
  const answer = (functionArn: string, event: unknown): Promise<unknown> =>
    functionArn === FUNCTION
      ? api.send(event as APIGatewayProxyEvent)
      : authorize(event as APIGatewayTokenAuthorizerEvent, lambdaContext as Context);
  const gateway = setUp({
    declaration: declarationOf(origins, SIGN_IN_FUNCTION),
    invoke: async (functionArn, event) => {
      try {
        return { ok: true, payload: await answer(functionArn, event) };
      } catch (error) {
        return { ok: false, error: { errorType: 'Error', errorMessage: String(error) } };
      }
    },
  });
  /** A request with a bearer token. */
  const as = (token: string, line: string, body?: unknown) =>
    gateway.call(line, {
      headers: [
        ['Content-Type', 'application/json'],
        ['Authorization', `Bearer ${token}`],
        ['Host', 'api.example'],
      ],
      ...(body !== undefined && { body: Buffer.from(JSON.stringify(body)) }),
    });
  return { ...api, gateway, as };
}
