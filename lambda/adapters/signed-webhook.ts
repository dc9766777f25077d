import { Webhook } from 'standardwebhooks';
import { ServiceError } from '../domain/errors';
import { type WebhookMessage, type WebhookReceiver, WebhookRefusedError } from '../domain/webhooks/webhook';

/** Milliseconds to wait for the response of a receiver. Standard Webhooks recommends 15 to 30 s. */
export const RESPONSE_MS = 10_000;

export interface SignedWebhookOptions {
  readonly url: string;
  /** Reads the signing secret in the format of Standard Webhooks: `whsec_` and base64. */
  readonly readSecret: () => Promise<string>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Sends events with POST, signed according to Standard Webhooks. Does not follow redirects, which could lead to a host
 * that the operator did not configure. Does not store or log the bodies of responses.
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

/** The reason why `fetch` failed is in the cause of its error. */
const causeOf = (error: unknown): string => {
  const { message, cause } = error as Error & { cause?: Error };
  return cause?.message || message;
};
