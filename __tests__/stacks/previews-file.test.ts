import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recipeOf } from '../../lambda/domain/previews/recipe-book';
import { recipeBookOf } from '../../lambda/runtime/recipe-settings';
import { duplicateKeys } from '../../stacks/duplicate-keys';
import { InvalidSettingsError } from '../../stacks/invalid-settings-error';
import { loadSettings } from '../../stacks/settings';
import { EXAMPLE_PREVIEWS_FILE, exampleRecipes, presetsOf } from '../support/presets';

const folder = mkdtempSync(join(tmpdir(), 'darkroom-previews-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The settings with a file of this content. */
function load(content: unknown, environment: Record<string, string> = {}) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(folder, 'previews.json'), text);
  return loadSettings({
    environment: { PREVIEWS_FILE: 'previews.json', ...environment },
    context: {},
    directory: folder,
  });
}

function problemsOf(content: unknown, environment: Record<string, string> = {}): readonly string[] {
  try {
    load(content, environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettingsError) return error.problems;
    throw error;
  }
}

const box = { width: 100, height: 100 };

describe('a file of presets', () => {
  it('decides by the longest folder of an upload', () => {
    const recipes = exampleRecipes();
    expect(presetsOf(recipes, 'uploads/avatars/ada.jpg')).toEqual(['thumb']);
    expect(presetsOf(recipes, 'uploads/avatars.jpg')).toEqual(['thumb', 'card', 'full']);
    expect(presetsOf(recipes, 'uploads/ada/avatars/a.jpg')).toEqual(['thumb', 'card', 'full']);
  });

  it('takes formats and quality from the settings where a preset has none', () => {
    const recipes = exampleRecipes({ PREVIEW_FORMAT: 'avif,jpeg', PREVIEW_QUALITY: '60' });
    expect(recipeOf(recipes, 'uploads/a.jpg').recipe.presets).toEqual([
      {
        name: 'thumb',
        width: 150,
        height: 150,
        fit: 'cover',
        position: 'focus',
        quality: 60,
        formats: ['avif', 'webp', 'jpeg'],
      },
      {
        name: 'card',
        width: 400,
        height: 300,
        fit: 'contain',
        position: 'centre',
        background: '#ffffff',
        quality: 60,
        formats: ['avif', 'jpeg'],
      },
      {
        name: 'full',
        width: 1600,
        height: 1600,
        fit: 'inside',
        position: 'centre',
        quality: 82,
        formats: ['avif', 'jpeg'],
      },
    ]);
  });

  it('applies all presets to uploads outside of its folders', () => {
    const recipes = recipeBookOf(load({ presets: { a: box, b: box }, folders: { 'uploads/x/': ['b'] } }));
    expect(presetsOf(recipes, 'uploads/x/1.jpg')).toEqual(['b']);
    expect(presetsOf(recipes, 'uploads/1.jpg')).toEqual(['a', 'b']);
    expect(presetsOf(recipeBookOf(load({ presets: { a: box } })), 'uploads/x/1.jpg')).toEqual(['a']);
  });

  it('changes the recipe of the folders it applies to, and of no other', () => {
    const text = readFileSync(EXAMPLE_PREVIEWS_FILE, 'utf8');
    const idsOf = (content: string) => recipeBookOf(load(content)).folders.map(({ id }) => id);
    const [avatars, others] = idsOf(text);
    const [sameAvatars, otherOthers] = idsOf(text.replace('"quality": 82', '"quality": 83'));
    expect(sameAvatars).toBe(avatars);
    expect(otherOthers).not.toBe(others);
    const [otherAvatars, alsoOthers] = idsOf(
      text.replace('"cover"', '"inside"').replace('"position": "focus",', ''),
    );
    expect(otherAvatars).not.toBe(avatars);
    expect(alsoOthers).not.toBe(others);
  });
});

it('the how-to shows the file that these tests use', () => {
  const page = readFileSync(join(__dirname, '../../docs/how-to/define-presets.md'), 'utf8');
  const [, shown = ''] = /```json\n([^`]+)```/.exec(page) ?? [];
  const { $schema: _, ...file } = JSON.parse(readFileSync(EXAMPLE_PREVIEWS_FILE, 'utf8'));
  expect(JSON.parse(shown)).toEqual({ $schema: './docs/previews.schema.json', ...file });
});

describe('the problems of a file of presets', () => {
  it.each<[string, unknown, RegExp]>([
    ['text that is no JSON', '{"presets": {', /: it is not JSON: .*\.$/],
    ['no presets', { presets: {} }, /: presets is \{\}, but must have 1 to 10 presets\.$/],
    ['no field presets', {}, /: presets is missing\. Add it\.$/],
    [
      'eleven presets',
      { presets: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, box])) },
      /: presets is .*, but must have 1 to 10 presets\.$/,
    ],
    [
      'a preset without width',
      { presets: { a: { height: 9 + 91 } } },
      /: presets\.a\.width is missing\. Add it\.$/,
    ],
    [
      'a width beyond the limit',
      { presets: { a: { ...box, width: 5000 } } },
      /: presets\.a\.width is 5000, but must be a whole number from 16 to 4096\.$/,
    ],
    [
      'an unknown fit',
      { presets: { a: { ...box, fit: 'fill' } } },
      /: presets\.a\.fit is "fill", but must be one of inside, cover, contain\.$/,
    ],
    [
      'an unknown position',
      { presets: { a: { ...box, fit: 'cover', position: 'left' } } },
      /: presets\.a\.position is "left", but must be one of centre, entropy, attention, focus\.$/,
    ],
    [
      'a position without cover',
      { presets: { a: { ...box, position: 'focus' } } },
      /: presets\.a\.position is "focus", which requires the fit cover: add "fit": "cover", or remove it\.$/,
    ],
    [
      'a background that is no colour',
      { presets: { a: { ...box, background: 'white' } } },
      /: presets\.a\.background is "white", but must be a colour #rrggbb, such as #ffffff\.$/,
    ],
    [
      'a quality of 0',
      { presets: { a: { ...box, quality: 0 } } },
      /: presets\.a\.quality is 0, but must be a whole number from 1 to 100\.$/,
    ],
    [
      'an unknown format',
      { presets: { a: { ...box, formats: ['gif'] } } },
      /: presets\.a\.formats\.0 is "gif", but must be one of webp, jpeg, png, avif, original\.$/,
    ],
    [
      'no formats',
      { presets: { a: { ...box, formats: [] } } },
      /: presets\.a\.formats is \[\], but must contain at least one of webp, jpeg, png, avif, original\.$/,
    ],
    [
      'a format twice',
      { presets: { a: { ...box, formats: ['webp', 'webp'] } } },
      /: presets\.a\.formats is \["webp","webp"\], but must not contain duplicates\.$/,
    ],
    [
      'a misspelt field',
      { presets: { a: { ...box, qualtiy: 80 } } },
      /: "qualtiy" in presets\.a is not a field\. The fields are width, height, fit, position, background, quality, formats\.$/,
    ],
    [
      'another field of the file',
      { presets: { a: box }, folder: {} },
      /: "folder" in the file is not a field\. The fields are \$schema, presets, folders\.$/,
    ],
    [
      'a name that is not safe in a key',
      { presets: { '../a': box } },
      /: "\.\.\/a" in presets must be a name of 1 to 32 letters, digits, - and _, beginning with a letter or digit\.$/,
    ],
    [
      'a folder that is none of uploads',
      { presets: { a: box }, folders: { 'avatars/': ['a'] } },
      /: "avatars\/" in folders must be a folder of uploads: begin with uploads\/ and end with \/\.$/,
    ],
    [
      'an unknown preset in a folder',
      { presets: { a: box, b: box }, folders: { 'uploads/': ['a', 'c'] } },
      /: folders\.uploads\/\.1 is "c", which is not the name of a preset; the presets are a, b\.$/,
    ],
    [
      'a name that is defined twice',
      '{"presets": {"a": {"width": 100, "height": 100}, "a": {"width": 99, "height": 99}}}',
      /: presets\.a is defined twice\. Remove one, or give it another name\.$/,
    ],
  ])('names the file, the field and what is allowed for %s', (_, content, problem) => {
    expect(problemsOf(content)).toEqual([expect.stringMatching(problem)]);
    expect(problemsOf(content)[0]).toMatch(/^PREVIEWS_FILE previews\.json: /);
  });

  it('are reported together, with those of the other settings', () => {
    const content = { presets: { a: { ...box, fit: 'fill' }, 'b.c': box }, extra: 1 };
    expect(problemsOf(content, { MAX_FRAMES: '0' })).toHaveLength(4);
  });

  it('include settings that the file replaces', () => {
    const problems = problemsOf({ presets: { a: box } }, { PREVIEW_SIZES: '150x150', PREVIEW_FIT: 'cover' });
    expect(problems).toEqual([
      'PREVIEW_SIZES has no effect with PREVIEWS_FILE, whose presets have their own. Remove it from the environment.',
      'PREVIEW_FIT has no effect with PREVIEWS_FILE, whose presets have their own. Remove it from the environment.',
    ]);
  });

  it('include a file that is not there', () => {
    expect(problemsOf('', { PREVIEWS_FILE: 'none.json' })).toEqual([
      'PREVIEWS_FILE none.json: there is no such file. Give its path from the folder of cdktf.json.',
    ]);
  });
});

it('a key is found twice in the same object alone, however it is written', () => {
  expect(duplicateKeys('{"a": [{"b": 1}, {"b": 2}], "c": {"b": ":", "d": "b"}}')).toEqual([]);
  expect(duplicateKeys('{"a": {"b": 1, "\\u0062": 2}, "a": {}}')).toEqual(['a.b', 'a']);
});
