import {
  DynamodbTable,
  type DynamodbTableGlobalSecondaryIndex,
} from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function';

export const READ_AND_WRITE_RECORDS = [
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
] as const;

export const QUERY_INDEXES = ['dynamodb:Query'] as const;

export interface ImageMetadataTableProps {
  readonly name: string;
  readonly retain: boolean;
}

/** One row for each version of each image: what was found, what was made, what went wrong. */
export class ImageMetadataTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;

  constructor(scope: Construct, id: string, { name, retain }: ImageMetadataTableProps) {
    super(scope, id);
    const table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'imageId',
      rangeKey: 'timestamp',
      attribute: [
        { name: 'imageId', type: 'S' },
        { name: 'timestamp', type: 'N' },
        { name: 'processingStatus', type: 'S' },
        { name: 'userId', type: 'S' },
        { name: 'uploadDate', type: 'S' },
      ],
      globalSecondaryIndex: [
        indexByTime('StatusIndex', 'processingStatus'),
        indexByTime('UserIndex', 'userId'),
        indexByTime('DateIndex', 'uploadDate'),
      ],
      ttl: { attributeName: 'ttl', enabled: true },
      streamEnabled: true,
      streamViewType: 'NEW_AND_OLD_IMAGES',
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true },
      deletionProtectionEnabled: retain,
      lifecycle: { preventDestroy: retain },
    });
    this.tableName = table.name;
    this.tableArn = table.arn;
  }

  /** Lets a function keep records, and tells it in which table (`METADATA_TABLE`). */
  grantReadWrite(fn: LambdaFunction): void {
    fn.setEnvironment('METADATA_TABLE', this.tableName);
    fn.allow({ Sid: 'KeepRecords', Action: READ_AND_WRITE_RECORDS, Resource: this.tableArn });
  }

  /** Lets a function list images by status, user or day. */
  grantQueryIndexes(fn: LambdaFunction): void {
    fn.allow({ Sid: 'ListImages', Action: QUERY_INDEXES, Resource: `${this.tableArn}/index/*` });
  }
}

const indexByTime = (name: string, hashKey: string): DynamodbTableGlobalSecondaryIndex => ({
  name,
  hashKey,
  rangeKey: 'timestamp',
  projectionType: 'ALL',
});
