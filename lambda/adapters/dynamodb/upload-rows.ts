import { createHash } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ServiceError } from '../../domain/errors';
import type { Place, PlaceName } from '../../domain/ports';
import { isNamed, translated } from '../aws-errors';

interface PlaceItem {
  readonly identity?: string;
  readonly place?: number;
  readonly isGone?: boolean;
}

/** Hexadecimal digits that a number can represent exactly: 52 bits. */
const DIGITS = 13;

/** The partition of the places of an image. It is separate from the partition of its rows, and in no index. */
export const placesOf = (imageId: string): string => `places/${imageId}`;

/** The sort key of a place is a hash of the identity. */
const keyOf = ({ imageId, identity }: PlaceName): { imageId: string; timestamp: number } => ({
  imageId: placesOf(imageId),
  timestamp: Number.parseInt(createHash('sha256').update(identity).digest('hex').slice(0, DIGITS), 16),
});

/** Stores which row belongs to which upload, in one item for each upload. The first attempt to register one wins. */
export class UploadRows {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async locate(name: PlaceName, timestamp: number, ttl?: number): Promise<Place> {
    const item = await this.update(name, {
      UpdateExpression: `SET #identity = :identity, #place = if_not_exists(#place, :place)${ttl === undefined ? '' : ', #ttl = if_not_exists(#ttl, :ttl)'}`,
      ExpressionAttributeNames: {
        '#identity': 'identity',
        '#place': 'place',
        ...(ttl !== undefined && { '#ttl': 'ttl' }),
      },
      ExpressionAttributeValues: {
        ':identity': name.identity,
        ':place': timestamp,
        ...(ttl !== undefined && { ':ttl': ttl }),
      },
      ReturnValues: 'ALL_NEW',
    });
    return placeOf(item) ?? { timestamp, isGone: false };
  }

  async place(name: PlaceName): Promise<Place | undefined> {
    const { identity } = name;
    const Key = keyOf(name);
    const response = await translated(`find the place of ${identity}`, () =>
      this.client.send(new GetCommand({ TableName: this.table, Key, ConsistentRead: true })),
    );
    return placeOf(response.Item as PlaceItem | undefined);
  }

  async relocate(name: PlaceName, from: number, to: number): Promise<number> {
    try {
      await this.update(name, {
        UpdateExpression: 'SET #place = :to',
        ConditionExpression: '#place = :from',
        ExpressionAttributeNames: { '#place': 'place' },
        ExpressionAttributeValues: { ':from': from, ':to': to },
      });
      return to;
    } catch (error) {
      if (!(error instanceof ServiceError) || !isNamed(error.cause, 'ConditionalCheckFailedException'))
        throw error;
      return (await this.place(name))?.timestamp ?? to;
    }
  }

  async markGone(name: PlaceName, ttl: number): Promise<Place | undefined> {
    const before = await this.update(name, {
      UpdateExpression: 'SET #identity = :identity, isGone = :gone, #ttl = :ttl',
      ExpressionAttributeNames: { '#identity': 'identity', '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':identity': name.identity, ':gone': true, ':ttl': ttl },
      ReturnValues: 'ALL_OLD',
    });
    return before?.place === undefined ? undefined : placeOf(before);
  }

  private async update(
    name: PlaceName,
    input: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key'>,
  ): Promise<PlaceItem | undefined> {
    const { imageId, identity } = name;
    const Key = keyOf(name);
    const response = await translated(`note the place of ${identity}`, () =>
      this.client.send(new UpdateCommand({ TableName: this.table, Key, ...input })),
    );
    const item = response.Attributes as PlaceItem | undefined;
    if (item?.identity !== undefined && item.identity !== identity) {
      throw new ServiceError(`Two uploads of image ${imageId} have the same hash: ${identity}.`);
    }
    return item;
  }
}

const placeOf = (item: PlaceItem | undefined): Place | undefined =>
  item?.place === undefined && !item?.isGone
    ? undefined
    : { timestamp: item.place ?? 0, isGone: item.isGone === true };
