import { Issuer } from '../adapters/issuer';
import { tokenVerifier } from '../adapters/token-verifier';
import { createLogger } from '../runtime/logger';
import { parseEnvironment } from '../runtime/parse-environment';
import { createHandler } from './create-handler';
import { signInEnvironment } from './environment';

const environment = parseEnvironment(signInEnvironment, process.env);
const { SIGN_IN_ISSUER: issuerUrl, SIGN_IN_AUDIENCE: audiences } = environment;

export const handler = createHandler({
  checkToken: tokenVerifier({ issuer: new Issuer(issuerUrl, Date.now), issuerUrl, audiences }),
  logger: createLogger(environment),
});
