import { misspeltSettings } from '../../stacks/misspelt-settings';
import { SETTING_NAMES } from '../../stacks/settings';

const remarks = (...names: string[]) =>
  misspeltSettings(Object.fromEntries(names.map((name) => [name, 'x'])), SETTING_NAMES);

describe('variables of the environment', () => {
  it.each([
    ['PREVIEW_SIZE', 'PREVIEW_SIZES'],
    ['NOTIFICATON_EMAIL', 'NOTIFICATION_EMAIL'],
    ['STATE-BUCKET', 'STATE_BUCKET'],
    ['MAX_CONCURENCY', 'MAX_CONCURRENCY'],
  ])('are reported when they are most likely misspelt settings: %s', (given, meant) => {
    expect(remarks(given)).toEqual([`${given} is not a setting and has no effect. Did you mean ${meant}?`]);
  });

  it('are not reported when they are settings, or similar to none', () => {
    expect(
      remarks('PREVIEW_SIZES', 'AWS_PROFILE', 'AWS_DEFAULT_REGION', 'NODE_ENV', 'LOGNAME', 'SHELL'),
    ).toEqual([]);
  });
});
