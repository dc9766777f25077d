import { Webhook } from 'standardwebhooks';
import { ServiceError } from '../domain/errors';
import { type WebhookMessage, type WebhookReceiver, WebhookRefusedError } from '../domain/webhooks/webhook';

/** Milliseconds that a receiver has for its response. Standard Webhooks recommends 15 to 30 s; ours does its work later. */
export const RESPONSE_MS = 10_000;

export interface SignedWebhookOptions {
  readonly url: string;
  /** The signing secret as Standard Webhooks writes it: `whsec_` and base64. */
  readonly readSecret: () => Promise<string>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Posts events with a signature of Standard Webhooks. Follows no redirect, which could lead to another host than the
 * operator named, and neither keeps nor logs the text of a response.
 */
export class SignedWebhook implements WebhookReceiver {
  constructor(private readonly options: SignedWebhookOptions) {}

  async send({ id, body }: WebhookMessage): Promise<void> {
    const { url, now } = this.options;
    const sentAt = new Date(now());
    const signature = (await this.signer()).sign(id, sentAt, body);
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(RESPONSE_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Darkroom',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': signature,
      },
      body,
    }).catch((error: unknown) => {
      throw new WebhookRefusedError(`The receiver could not be reached: ${causeOf(error)}`, { cause: error });
    });
    await response.body?.cancel();
    if (!response.ok) throw new WebhookRefusedError(`The receiver responded with ${response.status}.`);
  }

  private async signer(): Promise<Webhook> {
    const secret = await this.options.readSecret();
    try {
      return new Webhook(secret);
    } catch {
      throw new ServiceError(
        'The webhook secret is not valid: it must be whsec_ and 24 to 64 bytes in base64.',
      );
    }
  }
}

/** The reason of a failed `fetch` is in its cause. */
const causeOf = (error: unknown): string => {
  const { message, cause } = error as Error & { cause?: Error };
  return cause?.message || message;
};
