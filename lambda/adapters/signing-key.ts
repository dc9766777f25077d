import { translated } from './aws-errors';

/** A private key, and the id of the public one that belongs to it. */
export interface KeyPair {
  readonly keyPairId: string;
  /** PEM. */
  readonly privateKey: string;
}

/** The key that signs addresses, from AWS Secrets Manager. It is read once: a new key comes with a new secret. */
export class SigningKey {
  private reading: Promise<KeyPair> | undefined;

  constructor(
    private readonly keyPairId: string,
    private readonly secretName: string,
  ) {}

  /** @throws ServiceError if the secret cannot be read; the next call tries again */
  read(): Promise<KeyPair> {
    this.reading ??= this.fetch().catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }

  private async fetch(): Promise<KeyPair> {
    const { readSecret } = await import('./read-secret');
    const privateKey = await translated(`read the secret ${this.secretName}`, () =>
      readSecret(this.secretName),
    );
    return { keyPairId: this.keyPairId, privateKey };
  }
}
