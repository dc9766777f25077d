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
  ])('that are most likely misspelt settings are named: %s', (given, meant) => {
    expect(remarks(given)).toEqual([`${given} is not a setting and has no effect. Did you mean ${meant}?`]);
  });

  it('that are settings, or like none, are not', () => {
    expect(
      remarks('PREVIEW_SIZES', 'AWS_PROFILE', 'AWS_DEFAULT_REGION', 'NODE_ENV', 'LOGNAME', 'SHELL'),
    ).toEqual([]);
  });
});
