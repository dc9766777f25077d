import { execFileSync } from 'node:child_process';
import { ENGINE_FLAG } from '../../../lambda/process-image/engine-flags';

it('sets an engine flag that this version of Node.js knows', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(known).toMatch(new RegExp(`^ +${ENGINE_FLAG.replace('--no-', '--')} \\(`, 'm'));
});
