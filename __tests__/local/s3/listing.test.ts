import {
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { page, walk } from '../../../local/s3/store/listing';
import { SortedKeys } from '../../../local/s3/store/sorted-keys';
import { PLAIN as Bucket, refusal, s3Endpoint, VERSIONED } from './s3-under-test';

const sortedKeys = (keys: readonly string[]): SortedKeys => {
  const sorted = new SortedKeys();
  for (const key of keys) sorted.add(key);
  return sorted;
};

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('walking keys', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'ä', '\uffee', '😀'), maxLength: 6 });

  it('gives, page by page, the same as filtering and folding all keys', () => {
    fc.assert(
      fc.property(
        fc.array(text),
        text,
        fc.constantFrom('', '/', 'ä', 'ab'),
        fc.integer({ min: 1, max: 4 }),
        (all, prefix, delimiter, maxKeys) => {
          const keys = [...new Set(all)].filter((key) => key !== '');
          const hidden = (key: string): boolean => key.length % 3 === 0;
          const folded = keys
            .filter((key) => key.startsWith(prefix) && !hidden(key))
            .toSorted(byBytes)
            .map((key) => {
              const found = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
              return found < 0 ? key : key.slice(0, found + delimiter.length);
            });

          const seen: string[] = [];
          const sorted = sortedKeys(keys);
          for (let more = true; more; ) {
            const query = { prefix, delimiter, after: seen.at(-1) ?? '' };
            const { entries, truncated } = page(
              walk(sorted, query, (key) => !hidden(key)),
              maxKeys,
            );
            seen.push(...entries.map(({ key }) => key));
            more = truncated;
          }
          expect(seen).toEqual([...new Set(folded)]);
        },
      ),
    );
  });

  it('forgets removed keys', () => {
    const sorted = sortedKeys(['b', 'a', 'c', 'a']);
    sorted.remove('b');
    sorted.remove('never there');
    expect([...sorted]).toEqual(['a', 'c']);
  });
});

describe('a listing', () => {
  const server = s3Endpoint();

  beforeAll(async () => {
    for (const Key of ['a.jpg', 'b/1.jpg', 'b/2.jpg', 'b/c/3.jpg', 'd.jpg', 'e/4.jpg']) {
      await server.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
  });

  it('folds what lies behind a delimiter', async () => {
    const list = new ListObjectsV2Command({ Bucket, Delimiter: '/', Prefix: 'b/' });
    const { Contents = [], CommonPrefixes, KeyCount } = await server.s3.send(list);
    expect(Contents.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['b/1.jpg', 7],
      ['b/2.jpg', 7],
    ]);
    expect(CommonPrefixes).toEqual([{ Prefix: 'b/c/' }]);
    expect(KeyCount).toBe(3);
  });

  it('goes on where a page ended, in both versions of the operation', async () => {
    const second: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const list = new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken });
      const answer = await server.s3.send(list);
      second.push([
        ...(answer.Contents ?? []).map(({ Key = '' }) => Key),
        ...(answer.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix),
      ]);
      ContinuationToken = answer.NextContinuationToken;
    } while (ContinuationToken);
    expect(second).toEqual([
      ['a.jpg', 'b/'],
      ['d.jpg', 'e/'],
    ]);
    const first = await server.s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b/' });
    const rest = await server.s3.send(
      new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: first.NextMarker }),
    );
    expect(rest).toMatchObject({
      Contents: [{ Key: 'd.jpg' }],
      CommonPrefixes: [{ Prefix: 'e/' }],
      IsTruncated: false,
    });
  });

  it('starts after any key', async () => {
    const { Contents = [] } = await server.s3.send(new ListObjectsV2Command({ Bucket, StartAfter: 'b/2' }));
    expect(Contents.map(({ Key }) => Key)).toEqual(['b/2.jpg', 'b/c/3.jpg', 'd.jpg', 'e/4.jpg']);
  });

  it('refuses what it cannot read', async () => {
    const forged = new ListObjectsV2Command({ Bucket, ContinuationToken: 'forged' });
    const negative = new ListObjectsV2Command({ Bucket, MaxKeys: -1 });
    expect(await refusal(server.s3.send(forged))).toEqual({ code: 'InvalidArgument', status: 400 });
    expect(await refusal(server.s3.send(negative))).toEqual({ code: 'InvalidArgument', status: 400 });
  });

  it('contains all buckets', async () => {
    const { Buckets = [] } = await server.s3.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual([Bucket, VERSIONED]);
  });
});
