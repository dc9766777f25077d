import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ImageCatalog } from '../../domain/ports';
import { ForgottenImages } from './forgotten-images';
import { RecordClaims } from './record-claims';
import { RecordReads } from './record-reads';
import { RecordStates } from './record-states';
import { UploadPlaces } from './upload-places';

/** The catalog of image records in one DynamoDB table. */
export function dynamoDbImageCatalog(client: DynamoDBDocumentClient, table: string): ImageCatalog {
  const reads = new RecordReads(client, table);
  const places = new UploadPlaces(client, table);
  const claims = new RecordClaims(client, table, reads);
  const states = new RecordStates(client, table);
  const forgotten = new ForgottenImages(client, table);
  return {
    history: (imageId) => reads.history(imageId),
    page: (imageId, limit, before) => reads.page(imageId, limit, before),
    row: (key) => reads.row(key),
    list: (filter, limit, from) => reads.list(filter, limit, from),
    locate: (name, timestamp, ttl) => places.locate(name, timestamp, ttl),
    place: (name) => places.place(name),
    relocate: (name, from, to) => places.relocate(name, from, to),
    markGone: (name, ttl) => places.markGone(name, ttl),
    claim: (record, claim, scope) => claims.claim(record, claim, scope),
    finish: (record, holder) => claims.finish(record, holder),
    withdraw: (record, holder) => claims.withdraw(record, holder),
    discard: (record) => states.discard(record),
    remove: (record) => states.remove(record),
    setSequencer: (record, sequencer) => states.setSequencer(record, sequencer),
    markSwept: (record) => states.markSwept(record),
    putDeleted: (record) => states.putDeleted(record),
    markDeleted: (record, processedAt) => states.markDeleted(record, processedAt),
    markForgotten: (imageId, note, ttl) => forgotten.markForgotten(imageId, note, ttl),
    forgottenNote: (imageId) => forgotten.forgottenNote(imageId),
    forget: (imageId) => forgotten.forget(imageId),
  };
}
