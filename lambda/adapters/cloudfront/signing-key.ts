import { translated } from '../aws-errors';

/** A private key, and the CloudFront id of its public key. */
export interface KeyPair {
  readonly keyPairId: string;
  /** PEM. */
  readonly privateKey: string;
}

/** Reads the key that signs URLs from AWS Secrets Manager. Reads it once, because a new key is a new secret. */
export class SigningKey {
  private reading: Promise<KeyPair> | undefined;

  constructor(
    private readonly keyPairId: string,
    private readonly secretName: string,
  ) {}

  /** @throws ServiceError if the secret cannot be read; the next call retries */
  read(): Promise<KeyPair> {
    this.reading ??= this.fetch().catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }

  private async fetch(): Promise<KeyPair> {
    const { readSecret } = await import('../read-secret');
    const privateKey = await translated(`read the secret ${this.secretName}`, () =>
      readSecret(this.secretName),
    );
    return { keyPairId: this.keyPairId, privateKey };
  }
}
