import * as z from 'zod/mini';
import { logLevel } from '../runtime/setting-fields';
import { signInAudiences, signInIssuer } from '../runtime/sign-in-fields';

/** The environment of `sign-in`. Synthesis fails if it differs from the variables of the function. */
export const signInEnvironment = z.object({
  SIGN_IN_ISSUER: signInIssuer,
  SIGN_IN_AUDIENCE: signInAudiences,
  LOG_LEVEL: logLevel,
});
