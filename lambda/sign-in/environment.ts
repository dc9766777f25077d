import * as z from 'zod/mini';
import { logLevel } from '../runtime/setting-fields';
import { signInAudiences, signInIssuer } from '../runtime/sign-in-fields';

/** The environment of `sign-in`. The stack's tests compare these keys with the synthesized ones. */
export const signInEnvironment = z.object({
  SIGN_IN_ISSUER: signInIssuer,
  SIGN_IN_AUDIENCE: signInAudiences,
  LOG_LEVEL: logLevel,
});
