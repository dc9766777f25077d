import type { ImageRecord, ProcessingStatus } from '../../../lambda/domain/image-record';
import { EXIT } from '../../cli/exit-codes';
import { counted } from '../../cli/quantities';
import { openTerminal } from '../../cli/terminal';
import { type ConnectionOptions, connect } from '../../connection/connection';
import { search } from './search';

export interface FindOptions extends ConnectionOptions {
  readonly name?: string;
  readonly user?: string;
  readonly status?: readonly ProcessingStatus[];
  readonly since?: number;
  readonly limit: number;
}

/** Prints the versions that match. @returns the exit code */
export async function runFind({ status, limit, ...options }: FindOptions): Promise<number> {
  const terminal = openTerminal(options.json ?? false);
  const { catalog } = await connect(options);
  let found = 0;
  let read = 0;
  for await (const { row, isFound, rowsRead } of search(
    { ...options, ...(status && { statuses: status }) },
    catalog,
  )) {
    read = rowsRead;
    if (isFound) terminal.result(lineOf(row), fieldsOf(row));
    found += isFound ? 1 : 0;
    terminal.progress(`${counted(read, 'version')} read, ${found} found`);
    if (found === limit) break;
  }
  terminal.remark(
    `${counted(found, 'version')} found, ${counted(read, 'version')} read.${hint(found, limit)}`,
  );
  return found > 0 ? EXIT.ok : EXIT.findings;
}

function hint(found: number, limit: number): string {
  if (found === 0) {
    return ' An upload without a record may still be queued, or be a dead letter: npm run images -- redrive --dry-run';
  }
  return found === limit
    ? ' There may be more: raise --limit, or narrow the search.'
    : ' For details about one: npm run images -- explain KEY';
}

function lineOf({ timestamp, processingStatus, userId = '-', key, fileName, error }: ImageRecord): string {
  const time = new Date(timestamp).toISOString().slice(0, 19);
  const name = fileName === undefined ? '' : `  “${fileName}”`;
  const why = error ? `  ${error.code}: ${error.message}` : '';
  return `${time}Z  ${processingStatus.padEnd(10)}  ${userId}  ${key}${name}${why}`;
}

function fieldsOf({ imageId, timestamp, processingStatus: status, userId, key, ...row }: ImageRecord) {
  const { fileName, versionId, error } = row;
  return { imageId, timestamp, status, userId, key, fileName, versionId, error };
}
