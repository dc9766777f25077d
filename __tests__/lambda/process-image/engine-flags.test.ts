import { execFileSync } from 'node:child_process';
import { engineFlags } from '../../../lambda/process-image/engine-flags';

describe('the flags of the engine', () => {
  it('are all known to the one that runs this, which would complain otherwise', () => {
    const flags = engineFlags(process.versions.v8);
    expect(flags.length).toBeGreaterThan(0);
    const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    const names = flags.map((flag) => flag.replace(/^--(no-)?/, '').replace(/=.*$/, ''));
    for (const name of names) expect(known).toMatch(new RegExp(`^ +--${name} \\(`, 'm'));
  });

  it.each([
    ['11.3.244.8-node.33', true],
    ['12.4.254.21-node.33', false],
    ['13.6.233.10-node.28', false],
  ])('of V8 %s limit what is optimized: %s', (version, limited) => {
    expect(engineFlags(version).some((flag) => flag.startsWith('--interrupt-budget'))).toBe(limited);
  });
});
