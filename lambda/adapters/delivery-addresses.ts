import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { UrlSigner } from '../domain/signed-urls';
import type { SigningKey } from './signing-key';

/** Where viewers find previews. */
export interface PreviewAddresses {
  /**
   * The address of one preview.
   * @param seconds for which it must be valid, if it expires at all
   */
  addressOf(key: string, seconds: number): Promise<string>;
}

/** Signs uploads and originals as another signer does, and returns addresses of a CDN for previews. */
export const deliveringSigner = (
  signer: Pick<UrlSigner, 'signUpload' | 'signOriginal'>,
  previews: PreviewAddresses,
): UrlSigner => ({
  signUpload: (upload, seconds) => signer.signUpload(upload, seconds),
  signOriginal: (original, shown, seconds) => signer.signOriginal(original, shown, seconds),
  signPreview: (key, seconds) => previews.addressOf(key, seconds),
});

/** Addresses of previews at a CDN that everybody may view. They do not change. */
export class PublicDelivery implements PreviewAddresses {
  /** @param url of the CDN, without a slash at its end */
  constructor(private readonly url: string) {}

  async addressOf(key: string): Promise<string> {
    return `${this.url}/${key}`;
  }
}

/** Addresses of previews at a CDN that admits viewers with a signature. */
export class SignedDelivery implements PreviewAddresses {
  /**
   * @param url of the CDN, without a slash at its end
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
 * The end of a period that is a whole number of times as long as the address is valid, so that requests within one
 * period get the same address and browsers may keep the picture: it is valid for one to two times `seconds`.
 */
const expiry = (now: number, seconds: number): number =>
  (Math.floor(now / (seconds * 1000)) + 2) * seconds * 1000;
