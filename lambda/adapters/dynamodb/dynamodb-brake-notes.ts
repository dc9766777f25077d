import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { BRAKE_NOTE, type BrakeNote, type BrakeNotes } from '../../domain/brake';
import { translated } from '../aws-errors';

/** Stores the brake note in the table of image records. Like the notes of forgotten images, it is in no index. */
export class DynamoDbBrakeNotes implements BrakeNotes {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Reads with a query, because the role of the API allows GetItem only with a CDN. */
  async read(): Promise<BrakeNote | undefined> {
    const query = new QueryCommand({
      TableName: this.table,
      KeyConditionExpression: 'imageId = :note',
      ExpressionAttributeValues: { ':note': BRAKE_NOTE },
      ConsistentRead: true,
    });
    const { Items: [item] = [] } = await translated('read the note of the brake', () =>
      this.client.send(query),
    );
    return item && { since: String(item.since), reason: String(item.reason) };
  }

  async write({ since, reason }: BrakeNote): Promise<void> {
    const { TableName, Key: key } = this.note;
    await translated('write the note of the brake', () =>
      this.client.send(new PutCommand({ TableName, Item: { ...key, since, reason } })),
    );
  }

  async remove(): Promise<void> {
    await translated('remove the note of the brake', () => this.client.send(new DeleteCommand(this.note)));
  }

  private get note() {
    return { TableName: this.table, Key: { imageId: BRAKE_NOTE, timestamp: 0 } };
  }
}
