import { checksumHeaders } from '../body/checksums';
import { receiveBody } from '../body/request-body';
import { describeObject } from '../object-description';
import { writeCondition } from '../preconditions';
import { sendEmpty } from '../send-response';
import type { ObjectCall } from './call';
import { quoted, versionHeader } from './object-lookup';

export async function putObject({ request, response, store, bucket, key }: ObjectCall): Promise<void> {
  const precondition = writeCondition(request);
  const description = describeObject(request);
  const body = await receiveBody(request, store.bodies);
  const version = await store.put({
    bucket,
    key,
    body,
    description,
    eventName: 'ObjectCreated:Put',
    origin: request,
    precondition,
  });
  sendEmpty(response, 200, {
    ETag: quoted(version.eTag),
    ...checksumHeaders(version.checksum),
    ...versionHeader(bucket, version.versionId),
  });
}
