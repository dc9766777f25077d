import type { OpenTwin } from './open-twin';

/** Says where everything is. */
export function greeting({ twin, stores, webUrl }: OpenTwin, dataFolder: string | undefined): string {
  const { place, notRun } = twin.topology;
  const { endpoint } = place;
  const quiet = notRun.length > 0 ? `\n  Declared, but not run here: ${notRun.join(', ')}.\n` : '';
  return `Darkroom is up, all of it on this machine.

  Console      ${webUrl}/
  AWS          ${endpoint}   any access key will do
  Uploads      s3://${stores.sourceBucket}/uploads/
  Previews     s3://${stores.processedBucket}/previews/
  Records      ${stores.metadataTable} in DynamoDB
  Data         ${dataFolder ?? 'in memory, gone with the twin; --data DIR keeps it'}

  aws --endpoint-url ${endpoint} s3 cp photo.jpg s3://${stores.sourceBucket}/uploads/
${quiet}`;
}
