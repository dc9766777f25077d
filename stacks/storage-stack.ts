import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { Construct } from 'constructs';
import { EncryptionKey } from './constructs/encryption-key';
import { ImageMetadataTable } from './constructs/storage/image-metadata-table';
import { ImportedSourceBucket } from './constructs/storage/imported-source-bucket';
import type { OriginalsBucket } from './constructs/storage/originals-access';
import { ProcessedBucket } from './constructs/storage/processed-bucket';
import { SourceBucket } from './constructs/storage/source-bucket';
import { DarkroomStack } from './darkroom-stack';
import { describeOutputs } from './outputs';
import { keepRemoteState } from './remote-state';
import type { Settings } from './settings';

/** The buckets and the table. They are a separate stack, because their data must outlive the pipeline. */
export class StorageStack extends DarkroomStack {
  readonly sourceBucket: OriginalsBucket;
  readonly processedBucket: ProcessedBucket;
  readonly metadataTable: ImageMetadataTable;
  /** The key of `KMS_KEY`, if it is set. */
  readonly encryptionKey: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    keepRemoteState(this, settings);
    const { accountId } = new DataAwsCallerIdentity(this, 'current');
    const retain = settings.RETAIN_DATA;
    const allowedOrigins = settings.CORS_ALLOWED_ORIGINS;

    this.encryptionKey = this.makeKey(accountId);
    const { encryptionKey } = this;
    this.sourceBucket = settings.SOURCE_BUCKET
      ? new ImportedSourceBucket(this, 'imported-source-bucket', { name: settings.SOURCE_BUCKET })
      : new SourceBucket(this, 'source-bucket', {
          name: this.names.sourceBucket(accountId),
          retain,
          allowedOrigins,
          encryptionKey,
        });
    this.processedBucket = new ProcessedBucket(this, 'processed-bucket', {
      name: this.names.processedBucket(accountId),
      retain,
      expirationDays: settings.PREVIEW_EXPIRATION_DAYS,
      allowedOrigins,
      encryptionKey,
      isDelivered: settings.DELIVERY !== 'none',
    });
    this.metadataTable = new ImageMetadataTable(this, 'image-metadata', {
      name: this.names.metadataTable,
      retain,
      encryptionKey,
    });

    describeOutputs(this, {
      source_bucket_name: [this.sourceBucket.bucketName, 'The bucket that takes uploads, under uploads/.'],
      processed_bucket_name: [this.processedBucket.bucketName, 'The bucket that keeps the previews.'],
      metadata_table_name: [this.metadataTable.tableName, 'The table that keeps a record of each image.'],
    });
  }

  private makeKey(accountId: string): EncryptionKey | undefined {
    const {
      KMS_KEY: key,
      RETAIN_DATA: retain,
      AWS_REGION: region,
      MONTHLY_BUDGET_USD: budget,
      DELIVERY: delivery,
    } = this.settings;
    if (key === undefined) return undefined;
    return new EncryptionKey(this, 'encryption-key', {
      ...(key !== 'managed' && { arn: key }),
      alias: this.names.keyAlias,
      retain,
      region,
      accountId,
      hasBudget: budget !== undefined,
      hasDelivery: delivery !== 'none',
    });
  }
}
