import { isLoopbackHttp } from '../lambda/domain/loopback';
import type { Settings } from './settings';

/** A setting names an address of this machine, which Lambda cannot reach. */
export class UnreachableAddressError extends Error {
  override readonly name = 'UnreachableAddressError';

  constructor(setting: string, url: string) {
    super(
      `${setting} is ${url}, which only programs on this machine can reach: it works with npm start, not on AWS. Set an https:// address.`,
    );
  }
}

/**
 * Refuses to synthesize for AWS with an address that is meant for the twin.
 * @throws UnreachableAddressError
 */
export function requireReachableAddresses(settings: Pick<Settings, 'WEBHOOK_URL' | 'SIGN_IN_ISSUER'>): void {
  for (const name of ['WEBHOOK_URL', 'SIGN_IN_ISSUER'] as const) {
    const url = settings[name];
    if (url && isLoopbackHttp(new URL(url))) throw new UnreachableAddressError(name, url);
  }
}
