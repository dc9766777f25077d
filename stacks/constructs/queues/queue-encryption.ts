import type { SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import type { EncryptionKey } from '../encryption-key';

/** How the messages of a queue are encrypted. SQS takes either its own key or one of KMS. */
export const queueEncryption = (
  key: EncryptionKey | undefined,
): Pick<SqsQueueConfig, 'kmsMasterKeyId' | 'sqsManagedSseEnabled'> =>
  key ? { kmsMasterKeyId: key.keyArn } : { sqsManagedSseEnabled: true };
