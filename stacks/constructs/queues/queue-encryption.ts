import type { SqsQueueConfig } from '@cdktf/provider-aws/lib/sqs-queue';
import type { EncryptionKey } from '../encryption-key';

/** The encryption of the messages of a queue: with a KMS key, otherwise with a key of SQS. */
export const queueEncryption = (
  key: EncryptionKey | undefined,
): Pick<SqsQueueConfig, 'kmsMasterKeyId' | 'sqsManagedSseEnabled'> =>
  key ? { kmsMasterKeyId: key.keyArn } : { sqsManagedSseEnabled: true };
