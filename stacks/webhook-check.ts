import { isLoopback } from './setting-rules';
import type { Settings } from './settings';

/** Lambda cannot reach the webhook: with a loopback URL it would send events to itself. */
export class UnreachableWebhookError extends Error {
  override readonly name = 'UnreachableWebhookError';

  constructor(url: string) {
    super(
      `WEBHOOK_URL is ${url}, which only programs on this machine can reach: it works with npm start, not on AWS. Set an https:// address.`,
    );
  }
}

/**
 * Refuses to synthesize with a webhook that only the twin can reach.
 * @throws UnreachableWebhookError
 */
export function requireReachableWebhook({ WEBHOOK_URL: url }: Pick<Settings, 'WEBHOOK_URL'>): void {
  if (url && isLoopback(url)) throw new UnreachableWebhookError(url);
}
