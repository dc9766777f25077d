import { generateKeyPairSync } from 'node:crypto';

/** A key pair that CloudFront accepts, in PEM format. */
export const deliveryKeys = (bits = 2048) =>
  generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
