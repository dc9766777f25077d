import {
  DynamodbTable,
  type DynamodbTableGlobalSecondaryIndex,
} from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';
import type { EncryptionKey } from '../encryption-key';
import type { LambdaFunction } from '../lambda-function';
import * as rules from '../prop-rules';
import { requireProps } from '../require-props';

export const READ_AND_WRITE_RECORDS = [
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
] as const;

export const LOOK_UP_AND_FORGET_RECORDS = [
  'dynamodb:Query',
  'dynamodb:PutItem',
  'dynamodb:DeleteItem',
] as const;

export const READ_NOTES = ['dynamodb:GetItem'] as const;
export const PUT_ITEM = ['dynamodb:PutItem'] as const;

export const QUERY_INDEXES = ['dynamodb:Query'] as const;

const indexByTime = (name: string, hashKey: string): DynamodbTableGlobalSecondaryIndex => ({
  name,
  hashKey,
  rangeKey: 'timestamp',
  projectionType: 'ALL',
});

// Provider 6.29 prefers `key_schema`. docs/decisions/0017 gives the reason not to use it.
const INDEXES = [
  indexByTime('StatusIndex', 'processingStatus'),
  indexByTime('UserIndex', 'userId'),
  indexByTime('DateIndex', 'uploadDate'),
];

export interface ImageMetadataTableProps {
  /** The name of the table. */
  readonly name: string;
  /** Whether DynamoDB and Terraform refuse to delete the table. */
  readonly retain: boolean;
  /** The key that encrypts the table. @default - a key that AWS manages */
  readonly encryptionKey?: EncryptionKey | undefined;
}

/** The table of records: one item for each version of each image, with its properties, previews and errors. */
export class ImageMetadataTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;
  readonly indexNames: readonly string[] = INDEXES.map(({ name }) => name);
  private readonly encryptionKey: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, props: ImageMetadataTableProps) {
    super(scope, id);
    requireProps(this, props, { name: rules.tableName });
    const { name, retain, encryptionKey } = props;
    this.encryptionKey = encryptionKey;
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
      globalSecondaryIndex: INDEXES,
      ttl: { attributeName: 'ttl', enabled: true },
      streamEnabled: true,
      streamViewType: 'NEW_AND_OLD_IMAGES',
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, ...(encryptionKey && { kmsKeyArn: encryptionKey.keyArn }) },
      deletionProtectionEnabled: retain,
      lifecycle: { preventDestroy: retain },
    });
    this.tableName = table.name;
    this.tableArn = table.arn;
  }

  /** Lets a function read and write records, and sets the name of the table in its environment (`METADATA_TABLE`). */
  grantReadWrite(fn: LambdaFunction): void {
    fn.setEnvironment('METADATA_TABLE', this.tableName);
    this.encryptionKey?.grantUse(fn);
    fn.allow({ Sid: 'KeepRecords', Action: READ_AND_WRITE_RECORDS, Resource: this.tableArn });
  }

  /**
   * Lets a function read and remove the records of an image, and write the note that it is forgotten (PutItem). Sets
   * the name of the table in its environment (`METADATA_TABLE`).
   */
  grantForget(fn: LambdaFunction): void {
    fn.setEnvironment('METADATA_TABLE', this.tableName);
    this.encryptionKey?.grantUse(fn);
    fn.allow({ Sid: 'LookUpAndForgetRecords', Action: LOOK_UP_AND_FORGET_RECORDS, Resource: this.tableArn });
  }

  /** Lets a function read the notes of forgotten images. */
  grantReadNotes(fn: LambdaFunction): void {
    fn.allow({ Sid: 'ReadNotes', Action: READ_NOTES, Resource: this.tableArn });
  }

  /** Lets a function write only items with one partition key, and sets `METADATA_TABLE`. */
  grantPutItem(fn: LambdaFunction, partitionKey: string): void {
    fn.setEnvironment('METADATA_TABLE', this.tableName);
    this.encryptionKey?.grantUse(fn);
    fn.allow({
      Sid: 'PutOneItem',
      Action: PUT_ITEM,
      Resource: this.tableArn,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [partitionKey] } },
    });
  }

  /** Lets a function list images by status, user or day. */
  grantQueryIndexes(fn: LambdaFunction): void {
    fn.allow({ Sid: 'ListImages', Action: QUERY_INDEXES, Resource: `${this.tableArn}/index/*` });
  }
}
