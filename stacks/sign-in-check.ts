import { isLoopbackIssuer } from '../lambda/runtime/sign-in-fields';
import type { Settings } from './settings';

/** @throws Error if AWS cannot reach the issuer, because it is on this machine */
export function requireReachableIssuer({ SIGN_IN_ISSUER: issuer }: Settings): void {
  if (!issuer || !isLoopbackIssuer(issuer)) return;
  throw new Error(
    `SIGN_IN_ISSUER is ${issuer}, which only the local twin can reach. Set the address of an issuer that begins with https://.`,
  );
}
