import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differingStacks } from '../../../scripts/move-to-cdktn/compare-stacks';

/** A synthesized folder with one stack. */
function synthesized(stack: object, name = 'storage'): string {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-compare-'));
  mkdirSync(join(folder, 'stacks', name), { recursive: true });
  writeFileSync(join(folder, 'stacks', name, 'cdk.tf.json'), JSON.stringify(stack));
  return folder;
}

const stack = (version: string, bucket: string) => ({
  '//': { metadata: { version } },
  terraform: { required_providers: { aws: { source: 'aws', version } } },
  resource: { aws_s3_bucket: { photos: { '//': { version }, bucket } } },
});

describe('the comparison of stacks of two frameworks', () => {
  it('finds nothing when they differ in versions only', () => {
    expect(differingStacks(synthesized(stack('1', 'photos')), synthesized(stack('2', 'photos')))).toEqual([]);
  });

  it('finds a resource that differs', () => {
    expect(differingStacks(synthesized(stack('1', 'photos')), synthesized(stack('1', 'pictures')))).toEqual([
      'storage differs in more than versions.',
    ]);
  });

  it('finds a stack that is missing', () => {
    const before = synthesized(stack('1', 'photos'));
    expect(differingStacks(before, synthesized(stack('1', 'photos'), 'pipeline'))).toEqual([
      'storage is in only one of the two.',
      'pipeline is in only one of the two.',
    ]);
  });
});
