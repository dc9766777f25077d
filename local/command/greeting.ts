import { nodeVersionNote } from '../functions/node-version';
import type { OpenTwin } from './open-twin';
import { PEOPLE_PATH } from './people-page';

/** The message that lists the addresses of the running twin. */
export function greeting(
  { twin, stores, webUrl, issuerUrl }: OpenTwin,
  dataFolder: string | undefined,
): string {
  const { place, functions } = twin.topology;
  const { endpoint, apiUrl, edgeUrl } = place;
  const note = functions[0] && nodeVersionNote(functions[0].nodeVersion);
  return `Darkroom is up, all of it on this machine.

  Console      ${webUrl}/
  API          ${apiUrl}
  AWS          ${endpoint}   any access key will do
${edgeUrl ? `  CDN          ${edgeUrl}\n` : ''}${issuerUrl ? `  People       ${webUrl}${PEOPLE_PATH}   sign in as Ada or Ben\n  Issuer       ${issuerUrl}\n` : ''}  Uploads      s3://${stores.sourceBucket}/uploads/
  Previews     s3://${stores.processedBucket}/previews/
  Records      ${stores.metadataTable} in DynamoDB
  Data         ${dataFolder ?? 'in memory until the twin stops; --data DIR keeps it'}

  aws --endpoint-url ${endpoint} s3 cp photo.jpg s3://${stores.sourceBucket}/uploads/
${note ? `\n  ${note}\n` : ''}`;
}
