import { createHash } from 'node:crypto';
import { CloudfrontKeyGroup } from '@cdktf/provider-aws/lib/cloudfront-key-group';
import { CloudfrontPublicKey } from '@cdktf/provider-aws/lib/cloudfront-public-key';
import { Construct } from 'constructs';

const HASH_LENGTH = 8;

export interface TrustedKeysProps {
  /** Name of the key group, and the beginning of the names of its keys. */
  readonly name: string;
  /** Public keys in PEM format; the first one is that of the key that signs. */
  readonly publicKeys: readonly string[];
}

/** The key group whose signatures admit viewers. While keys are rotated it has the old one and the new one. */
export class TrustedKeys extends Construct {
  readonly keyGroupId: string;
  /** The id of the key that signs, which every signed URL names. */
  readonly signingKeyId: string;

  constructor(scope: Construct, id: string, { name, publicKeys }: TrustedKeysProps) {
    super(scope, id);
    const keys = publicKeys.map((encodedKey) => {
      const hash = createHash('sha256').update(encodedKey).digest('hex').slice(0, HASH_LENGTH);
      // Named by its content: CloudFront cannot change a key, nor delete one that a group holds.
      return new CloudfrontPublicKey(this, `key-${hash}`, { name: `${name}-${hash}`, encodedKey });
    });
    const group = new CloudfrontKeyGroup(this, 'group', { name, items: keys.map((key) => key.id) });
    this.keyGroupId = group.id;
    this.signingKeyId = keys[0]?.id ?? '';
  }
}
