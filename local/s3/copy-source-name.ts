/** The object that the header `x-amz-copy-source` names. */
export interface CopySourceName {
  readonly bucket: string;
  /** Still percent-encoded. */
  readonly key: string;
  readonly versionId?: string;
}

const VERSION = '?versionId=';

/** Reads `[/]bucket/key[?versionId=ID]`. Returns undefined when the bucket or the key is missing. */
export function parseCopySource(text: string): CopySourceName | undefined {
  const path = text.startsWith('/') ? text.slice(1) : text;
  const mark = path.indexOf(VERSION);
  const name = mark < 0 ? path : path.slice(0, mark);
  const slash = name.indexOf('/');
  const [bucket, key] = [name.slice(0, Math.max(slash, 0)), name.slice(slash + 1)];
  if (!bucket || !key) return undefined;
  const versionId = mark < 0 ? undefined : path.slice(mark + VERSION.length).split('&')[0];
  return { bucket, key, ...(versionId && { versionId }) };
}
