import { createHash } from 'node:crypto';
import { CloudfrontKeyGroup } from '@cdktf/provider-aws/lib/cloudfront-key-group';
import { CloudfrontPublicKey } from '@cdktf/provider-aws/lib/cloudfront-public-key';
import { Construct } from 'constructs';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

const HASH_LENGTH = 8;

export interface TrustedKeysProps {
  /** The name of the key group, and the prefix of the names of its keys. */
  readonly name: string;
  /** Public keys in PEM format. The API signs with the key that belongs to the first one. */
  readonly publicKeys: readonly string[];
}

/** The key group of CloudFront. During a rotation it contains the old and the new key. */
export class TrustedKeys extends Construct {
  readonly keyGroupId: string;
  /** The id of the key that the API signs with. Every signed URL contains it. */
  readonly signingKeyId: string;

  constructor(scope: Construct, id: string, props: TrustedKeysProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.deliveryName, publicKeys: rules.atLeastOneKey });
    const { name, publicKeys } = props;
    const keys = publicKeys.map((encodedKey) => {
      const hash = createHash('sha256').update(encodedKey).digest('hex').slice(0, HASH_LENGTH);
      // The name depends on the key, because CloudFront can neither change a key nor delete one that is in a group.
      return new CloudfrontPublicKey(this, `key-${hash}`, { name: `${name}-${hash}`, encodedKey });
    });
    const group = new CloudfrontKeyGroup(this, 'group', { name, items: keys.map((key) => key.id) });
    this.keyGroupId = group.id;
    this.signingKeyId = (keys[0] as CloudfrontPublicKey).id;
  }
}
