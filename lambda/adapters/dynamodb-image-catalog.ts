import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ImageRecord } from '../domain/image-record';
import type {
  Claim,
  ClaimScope,
  ForgottenNote,
  ImageCatalog,
  ImageFilter,
  ImagePage,
  PlaceName,
} from '../domain/ports';
import type { RowKey } from './conditional-writes';
import { ForgottenImages } from './forgotten-images';
import { RecordClaims } from './record-claims';
import { RecordReads } from './record-reads';
import { RecordStates } from './record-states';
import { UploadPlaces } from './upload-places';

/** The image records in one DynamoDB table. Strongly consistent by image, conditional in every write. */
export class DynamoDbImageCatalog implements ImageCatalog {
  private readonly reads: RecordReads;
  private readonly places: UploadPlaces;
  private readonly claims: RecordClaims;
  private readonly states: RecordStates;
  private readonly forgotten: ForgottenImages;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.reads = new RecordReads(client, table);
    this.places = new UploadPlaces(client, table);
    this.claims = new RecordClaims(client, table, this.reads);
    this.states = new RecordStates(client, table);
    this.forgotten = new ForgottenImages(client, table);
  }

  history(imageId: string): ReturnType<ImageCatalog['history']> {
    return this.reads.history(imageId);
  }

  page(imageId: string, limit: number, before?: number): ReturnType<ImageCatalog['page']> {
    return this.reads.page(imageId, limit, before);
  }

  row(key: RowKey): ReturnType<ImageCatalog['row']> {
    return this.reads.row(key);
  }

  list(filter: ImageFilter, limit: number, from?: ImagePage['next']): ReturnType<ImageCatalog['list']> {
    return this.reads.list(filter, limit, from);
  }

  locate(name: PlaceName, timestamp: number, ttl?: number): ReturnType<ImageCatalog['locate']> {
    return this.places.locate(name, timestamp, ttl);
  }

  place(name: PlaceName): ReturnType<ImageCatalog['place']> {
    return this.places.place(name);
  }

  relocate(name: PlaceName, from: number, to: number): ReturnType<ImageCatalog['relocate']> {
    return this.places.relocate(name, from, to);
  }

  markGone(name: PlaceName, ttl: number): ReturnType<ImageCatalog['markGone']> {
    return this.places.markGone(name, ttl);
  }

  claim(record: ImageRecord, claim: Claim, scope: ClaimScope): ReturnType<ImageCatalog['claim']> {
    return this.claims.claim(record, claim, scope);
  }

  finish(record: ImageRecord, holder: string): ReturnType<ImageCatalog['finish']> {
    return this.claims.finish(record, holder);
  }

  withdraw(record: RowKey, holder: string): ReturnType<ImageCatalog['withdraw']> {
    return this.claims.withdraw(record, holder);
  }

  discard(record: ImageRecord): ReturnType<ImageCatalog['discard']> {
    return this.states.discard(record);
  }

  remove(record: ImageRecord): ReturnType<ImageCatalog['remove']> {
    return this.states.remove(record);
  }

  setSequencer(record: RowKey, sequencer: string): ReturnType<ImageCatalog['setSequencer']> {
    return this.states.setSequencer(record, sequencer);
  }

  markSwept(record: RowKey): ReturnType<ImageCatalog['markSwept']> {
    return this.states.markSwept(record);
  }

  putDeleted(record: ImageRecord): ReturnType<ImageCatalog['putDeleted']> {
    return this.states.putDeleted(record);
  }

  markDeleted(record: RowKey, processedAt: string): ReturnType<ImageCatalog['markDeleted']> {
    return this.states.markDeleted(record, processedAt);
  }

  markForgotten(
    imageId: string,
    note: ForgottenNote,
    ttl: number,
  ): ReturnType<ImageCatalog['markForgotten']> {
    return this.forgotten.markForgotten(imageId, note, ttl);
  }

  forgottenNote(imageId: string): ReturnType<ImageCatalog['forgottenNote']> {
    return this.forgotten.forgottenNote(imageId);
  }

  forget(imageId: string): ReturnType<ImageCatalog['forget']> {
    return this.forgotten.forget(imageId);
  }
}
