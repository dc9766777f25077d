import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { UrlSigner } from '../../domain/signed-urls';
import type { SigningKey } from './signing-key';

/** The URLs by which viewers get previews. */
export interface PreviewAddresses {
  /**
   * The URL of one preview.
   * @param seconds how long the URL must be valid at least
   */
  addressOf(key: string, seconds: number): Promise<string>;
}

/** Delegates uploads and originals to `signer`, and returns URLs of a CDN for previews. */
export const deliveringSigner = (
  signer: Pick<UrlSigner, 'signUpload' | 'signOriginal'>,
  previews: PreviewAddresses,
): UrlSigner => ({
  signUpload: (upload, seconds) => signer.signUpload(upload, seconds),
  signOriginal: (original, shown, seconds) => signer.signOriginal(original, shown, seconds),
  signPreview: (key, seconds) => previews.addressOf(key, seconds),
});

/** URLs at a CDN that everyone can access. They do not change or expire. */
export class PublicDelivery implements PreviewAddresses {
  /** @param url the URL of the CDN, without a trailing slash */
  constructor(private readonly url: string) {}

  async addressOf(key: string): Promise<string> {
    return `${this.url}/${key}`;
  }
}

/** Signed URLs at a CDN that requires a signature. */
export class SignedDelivery implements PreviewAddresses {
  /**
   * @param url the URL of the CDN, without a trailing slash
   * @param now epoch milliseconds
   */
  constructor(
    private readonly url: string,
    private readonly signingKey: SigningKey,
    private readonly now: () => number,
  ) {}

  async addressOf(key: string, seconds: number): Promise<string> {
    const { keyPairId, privateKey } = await this.signingKey.read();
    return getSignedUrl({
      url: `${this.url}/${key}`,
      keyPairId,
      privateKey,
      dateLessThan: new Date(expiry(this.now(), seconds)).toISOString(),
    });
  }
}

/**
 * The expiry time in epoch milliseconds, rounded up to a multiple of `seconds`. All requests within that period get the
 * same URL, so browsers can cache the picture. The URL is valid for one to two times `seconds`.
 */
const expiry = (now: number, seconds: number): number =>
  (Math.floor(now / (seconds * 1000)) + 2) * seconds * 1000;
