import { signInAudiences, signInIssuer } from '../../lambda/runtime/sign-in-fields';
import { secretName } from '../delivery-settings';
import { encryptionKey, shared, tags, webhookUrl } from '../setting-rules';

/** Sign-in, encryption, webhooks and tags. */
export const integrationSettings = {
  SIGN_IN_ISSUER: shared(signInIssuer).optional().meta({
    allowed: 'the address of an OpenID Connect issuer, as its tokens name it in `iss`',
    description:
      'People whom this issuer signs in may call the routes below `/my`, for their own photos. See [Let people sign in](how-to/let-people-sign-in.md).',
    none: 'There are no routes below `/my`.',
  }),
  SIGN_IN_AUDIENCE: shared(signInAudiences).optional().meta({
    allowed: 'client ids or API identifiers separated by commas',
    description: 'The audiences (`aud`) whose tokens are accepted. Required with `SIGN_IN_ISSUER`.',
    none: 'There are no routes below `/my`.',
  }),
  KMS_KEY: encryptionKey.optional().meta({
    allowed: '`managed`, or the ARN of a key',
    description:
      'A KMS key that encrypts buckets, queues, topics, the table and logs. `managed` creates one; see [Encryption](security.md#encryption).',
    none: 'AWS keys encrypt everything except topics.',
  }),
  WEBHOOK_URL: webhookUrl.optional().meta({
    allowed: 'an https:// address; on the twin also http://127.0.0.1:PORT/…',
    description:
      'Receives every event of an image, signed as Standard Webhooks specifies; see [Receive webhooks](how-to/receive-webhooks.md).',
    none: 'No webhook.',
  }),
  WEBHOOK_SECRET_NAME: secretName.optional().meta({
    allowed: '1 to 512 of A-Z, a-z, 0-9 and / _ + = . @ -',
    description:
      'The name of the secret in Secrets Manager that signs webhooks. Its value is `whsec_` followed by 24 to 64 bytes in base64.',
    none: '`darkroom/<ENVIRONMENT_SUFFIX>/webhook`',
  }),
  RESOURCE_TAGS: tags.optional().meta({
    allowed: '`KEY=VALUE` pairs separated by commas',
    description: 'Tags of every resource, besides `Project`, `Environment` and `ManagedBy`.',
    none: 'No additional tags.',
  }),
};
