import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ImageCatalog } from '../../domain/ports';
import { ClaimsAndOutcomes } from './claims-and-outcomes';
import { ForgottenImages } from './forgotten-images';
import { RecordReads } from './record-reads';
import { RemovalsAndMarks } from './removals-and-marks';
import { UploadRows } from './upload-rows';

/** The catalog of image records in one DynamoDB table. */
export function dynamoDbImageCatalog(client: DynamoDBDocumentClient, table: string): ImageCatalog {
  const reads = new RecordReads(client, table);
  const uploads = new UploadRows(client, table);
  const claims = new ClaimsAndOutcomes(client, table, reads);
  const marks = new RemovalsAndMarks(client, table);
  const forgotten = new ForgottenImages(client, table);
  return {
    history: (imageId) => reads.history(imageId),
    page: (imageId, limit, before) => reads.page(imageId, limit, before),
    row: (key) => reads.row(key),
    list: (filter, limit, from) => reads.list(filter, limit, from),
    locate: (name, timestamp, ttl) => uploads.locate(name, timestamp, ttl),
    place: (name) => uploads.place(name),
    relocate: (name, from, to) => uploads.relocate(name, from, to),
    markGone: (name, ttl) => uploads.markGone(name, ttl),
    claim: (record, claim, scope) => claims.claim(record, claim, scope),
    finish: (record, holder) => claims.finish(record, holder),
    withdraw: (record, holder) => claims.withdraw(record, holder),
    discard: (record) => marks.discard(record),
    remove: (record) => marks.remove(record),
    setSequencer: (record, sequencer) => marks.setSequencer(record, sequencer),
    markSwept: (record) => marks.markSwept(record),
    putDeleted: (record) => marks.putDeleted(record),
    markDeleted: (record, processedAt) => marks.markDeleted(record, processedAt),
    markForgotten: (imageId, note, ttl) => forgotten.markForgotten(imageId, note, ttl),
    forgottenNote: (imageId) => forgotten.forgottenNote(imageId),
    forget: (imageId) => forgotten.forget(imageId),
  };
}
