import { isKnownType } from '../../../scripts/review/forces-replacement';
import { markdown } from '../../../scripts/review/markdown';
import { review } from '../../../scripts/review/review';
import { darkroomRevision, revisionOf } from './support';

const base = darkroomRevision('main');

/** A stack of one resource, and what a review says of changing it. */
const reviewOf = (before: object, after: object) =>
  review(
    revisionOf('main', { storage: { resource: before } }),
    revisionOf('change', { storage: { resource: after } }),
  );

describe('a review of the real stacks', () => {
  it('finds no difference between equal versions', () => {
    const same = review(base, darkroomRevision('main'));
    expect(same).toMatchObject({ changes: [], permissions: [], outputs: [], settings: [], code: [] });
    expect(markdown(same)).toContain('🟢 **Nothing changes.**');
  });

  it('knows the replacing arguments of every synthesized type', () => {
    const imported = darkroomRevision('imported', { SOURCE_BUCKET: 'family-photos' });
    const all = [...base.plan.managed, ...imported.plan.managed];
    expect(all.length).toBeGreaterThan(50);
    expect(all.map(({ type }) => type).filter((type) => !isKnownType(type))).toEqual([]);
  });

  it('calls a longer log retention safe', () => {
    const safe = review(base, darkroomRevision('change', { LOG_RETENTION_DAYS: '30' }));
    expect(safe.destroysData).toBe(false);
    const text = markdown(safe);
    expect(text).toContain('🟢 **Safe.**');
    expect(text).toContain(
      '**/aws/lambda/image-processor-dev** (`aws_cloudwatch_log_group`, pipeline) is changed',
    );
    expect(text).toContain('`retention_in_days`: `7` → `30`');
    expect(text).toContain('`LOG_RETENTION_DAYS`: `7` → `30`');
  });

  it('reports that another environment suffix destroys buckets, table and queues', () => {
    const other = review(
      base,
      darkroomRevision('change', { ENVIRONMENT_SUFFIX: 'test', RETAIN_DATA: 'false' }),
    );
    const destroyed = other.changes.filter(({ destroys }) => destroys !== undefined);
    expect(new Set(destroyed.map(({ type }) => type))).toEqual(
      new Set(['aws_s3_bucket', 'aws_dynamodb_table', 'aws_sqs_queue', 'aws_cloudwatch_event_archive']),
    );
    expect(other.cautions.join()).toContain('The state of storage moves');
  });

  it('describes the new permissions of a function', () => {
    const imported = review(base, darkroomRevision('change', { SOURCE_BUCKET: 'family-photos' }));
    const text = markdown(imported);
    expect(text).toMatch(/\*\*role image-processor-dev\*\*\n( {2}- .*\n)*? {2}- ➕ gains: may `s3:GetObject/);
    expect(text).toContain('`photo-uploads-<account>-dev/uploads/*`');
    expect(text).toMatch(
      /- 🔴 \*\*photo-uploads-\\<account\\>-dev\*\*.*is removed: every object in it is lost\.\n/,
    );
  });

  it('compares the bill of an ordinary workload, and says what other previews mean for existing images', () => {
    const two = review(base, darkroomRevision('change', { PREVIEW_SIZES: '200x200,1600x1600' }));
    const text = markdown(two);
    expect(text).toMatch(
      /- With 2,000 uploads a day of 4 MB: \$\d+\.\d\d → \$\d+\.\d\d in the twelfth month, [\d.]+ % more/,
    );
    expect(two.cost.bill?.after).toBeGreaterThan(two.cost.bill?.before ?? Number.POSITIVE_INFINITY);
    expect(text).toContain('- `PREVIEW_SIZES`: `150x150,300x300,800x800` → `200x200,1600x1600`\n');
    expect(text).toContain(
      'New uploads get other previews, because of `PREVIEW_SIZES`. Existing images keep',
    );
  });

  it('says nothing about existing images when the recipe stays, and that the bill does', () => {
    const text = markdown(
      review(base, darkroomRevision('change', { CORS_ALLOWED_ORIGINS: 'https://a.example' })),
    );
    expect(text).not.toContain('### Images');
    expect(text).toContain('No difference with 2,000 uploads a day of 4 MB.');
  });

  it('says what stops half-way when protected data would be destroyed', () => {
    const prod = darkroomRevision('main', { ENVIRONMENT_SUFFIX: 'prod' });
    const lost = review(prod, { ...prod, plan: revisionOf('change', { storage: {}, pipeline: {} }).plan });
    const text = markdown(lost);
    expect(lost.destroysData).toBe(true);
    expect(text).toMatch(
      /\*\*image-metadata-prod\*\*.*: every record in it would be lost, but its deletion protection stops the deployment half-way/,
    );
    expect(text).toMatch(
      /\*\*photo-uploads-.*prod\*\*.*unless it is empty, AWS stops the deployment half-way/,
    );
    expect(text.match(/DESTROYS DATA/g)).toHaveLength(1);
  });

  it('reports weaker protection separately from destruction', () => {
    const prod = { ENVIRONMENT_SUFFIX: 'prod' };
    const weaker = review(
      darkroomRevision('main', prod),
      darkroomRevision('change', { ...prod, RETAIN_DATA: 'false', PREVIEW_EXPIRATION_DAYS: '30' }),
    );
    expect(weaker.destroysData).toBe(false);
    const text = markdown(weaker);
    expect(text).toContain('🟠 **Check the cautions.**');
    expect(text).toContain('**image-metadata-prod** (`aws_dynamodb_table`, storage)');
    for (const says of [
      'it can be deleted from now on',
      'Terraform empties it before destroying it',
      'objects are removed sooner',
    ])
      expect(text).toContain(says);
  });
});

describe('a review of one change', () => {
  const table = { name: 'images', hash_key: 'imageId', billing_mode: 'PAY_PER_REQUEST' };

  it('reports first that a renamed table is destroyed', () => {
    const renamed = reviewOf(
      { aws_dynamodb_table: { t: table } },
      { aws_dynamodb_table: { t: { ...table, name: 'photos' } } },
    );
    expect(renamed.destroysData).toBe(true);
    expect(markdown(renamed)).toMatch(/^## Plan review.*\n\n🔴 \*\*DESTROYS DATA\*\*/);
    expect(markdown(renamed)).toContain('because of `name`: every record in it is lost');
  });

  it('follows references from a replaced resource to arguments that force a replacement', () => {
    const bucket = (name: string) => ({
      aws_s3_bucket: { b: { bucket: name } },
      aws_s3_bucket_versioning: { v: { bucket: '${aws_s3_bucket.b.bucket}' } },
      aws_lambda_function: {
        f: { function_name: 'f', environment: { variables: { B: '${aws_s3_bucket.b.id}' } } },
      },
    });
    const actions = reviewOf(bucket('old'), bucket('new')).changes.map(({ type, action }) => [type, action]);
    expect(actions).toEqual([
      ['aws_s3_bucket', 'replace'],
      ['aws_s3_bucket_versioning', 'replace'],
    ]);
  });

  it('recognises a renamed id by the unchanged name, and says how to keep the data', () => {
    const moved = reviewOf({ aws_dynamodb_table: { old: table } }, { aws_dynamodb_table: { new: table } });
    expect(moved.destroysData).toBe(true);
    expect(markdown(moved)).toContain(
      'The same name appears at `aws_dynamodb_table.new`: add a `moveTo` from `aws_dynamodb_table.old`',
    );
  });

  it('destroys nothing when an address is moved or released', () => {
    const before = revisionOf('main', { storage: { resource: { aws_dynamodb_table: { old: table } } } });
    const moved = {
      resource: { aws_dynamodb_table: { new: table } },
      moved: [{ from: 'aws_dynamodb_table.old', to: 'aws_dynamodb_table.new' }],
    };
    expect(review(before, revisionOf('change', { storage: moved })).changes).toEqual([]);
    const released = {
      resource: { aws_sns_topic: { t: { name: 't' } } },
      removed: [{ from: 'aws_dynamodb_table.old', lifecycle: { destroy: false } }],
    };
    const letGo = review(before, revisionOf('change', { storage: released }));
    expect(letGo.destroysData).toBe(false);
    expect(letGo.changes.map(({ action }) => action)).toEqual(['release', 'add']);
  });

  it('compares policy statements by their Sid rather than their position', () => {
    const statement = (Sid: string, Action: string[]) => ({ Sid, Effect: 'Allow', Action, Resource: '*' });
    const role = (...statements: object[]) => ({
      aws_iam_role_policy: {
        p: { name: 'p', role: 'processor', policy: JSON.stringify({ Statement: statements }) },
      },
    });
    const { permissions } = reviewOf(
      role(statement('Logs', ['logs:PutLogEvents']), statement('Read', ['s3:GetObject', 's3:ListBucket'])),
      role(statement('Read', ['s3:GetObject', 's3:DeleteObject']), statement('Logs', ['logs:PutLogEvents'])),
    );
    expect(permissions).toEqual([
      {
        holder: 'role processor',
        gained: ['may `s3:DeleteObject` on `*`'],
        lost: ['may `s3:ListBucket` on `*`'],
      },
    ]);
  });

  it('says that the whole plan is refused when a resource that must not be destroyed would be replaced', () => {
    const kept = (name: string) => ({
      aws_dynamodb_table: { t: { ...table, name, lifecycle: { prevent_destroy: true } } },
    });
    const refused = reviewOf(kept('images'), kept('photos'));
    expect(markdown(refused)).toContain('DESTROYS DATA, and stops half-way');
    expect(markdown(refused)).toContain('Terraform refuses the whole plan');
  });

  it('shows long values at the place where they differ', () => {
    const bucket = (last: string) => ({
      aws_sns_topic: { t: { name: 't', display_name: `${'x'.repeat(500)} Your photo <${last}> is ready.` } },
    });
    const text = markdown(reviewOf(bucket('key'), bucket('name')));
    expect(text).toMatch(/`…x+ Your photo <key> is ready\.` → `…x+ Your photo <name> is ready\.`/);
  });

  it('lists alarms separately, with the cost of alarms and memory', () => {
    const alarm = (threshold: number) => ({ alarm_name: 'dead-letters', threshold });
    const fn = (memory_size: number) => ({ f: { function_name: 'processor', memory_size } });
    const costly = reviewOf(
      { aws_cloudwatch_metric_alarm: { a: alarm(1) }, aws_lambda_function: fn(1024) },
      { aws_cloudwatch_metric_alarm: { a: alarm(9), b: alarm(1) }, aws_lambda_function: fn(1536) },
    );
    const text = markdown(costly);
    expect(text).toMatch(/### Alarms\n\n- \*\*dead-letters\*\*.*is changed\n {2}- `threshold`: `1` → `9`/);
    expect(text).toMatch(/\$0\.10 → \$0\.20 a month \(prices of \d{4}-\d\d\)/);
    expect(text).toContain('each millisecond costs 1.50 times as much (1024 → 1536 MB)');
  });

  it('lists the files that change the code of a function', () => {
    const code = new Map([['process-image', new Map([['lambda/domain/image/inspect.ts', 'b']])]]);
    const changed = review(revisionOf('main', {}), revisionOf('change', {}, { code }));
    expect(markdown(changed)).toContain('**process-image** is redeployed: `lambda/domain/image/inspect.ts`');
  });

  it('warns about a type with unknown replacing arguments', () => {
    const unknown = reviewOf(
      { aws_kinesis_stream: { k: { shard_count: 1 } } },
      { aws_kinesis_stream: { k: { shard_count: 2 } } },
    );
    expect(markdown(unknown)).toContain('unknown type: check with `cdktf diff`');
  });
});
