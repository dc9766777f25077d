import { isDeepStrictEqual } from 'node:util';
import type { Preset } from '../../../lambda/domain/previews/preset';
import { presetId, recipeId, type recipeOfSizes } from '../../../lambda/domain/previews/preview-recipe';
import { previewsFile } from '../../../lambda/runtime/previews-file';
import * as images from '../../fixtures/images';
import { preset, type RecipeChanges, recipe, render } from '../../support/rendering';

describe('the recipe of sizes in one format', () => {
  it('keeps the id that records of earlier releases have', () => {
    expect(recipeId(recipe())).toBe('b6c9da609ccfb995');
    const other = recipe({ sizes: [{ width: 64, height: 48 }], format: 'avif', fit: 'cover', maxFrames: 9 });
    expect(recipeId(other)).toBe('88ae3dcfba557e5a');
  });

  it('has the same id when the sizes are written in another order', () => {
    const sizes = [150, 300, 800].map((edge) => ({ width: edge, height: edge }));
    expect(recipeId(recipe({ sizes: sizes.toReversed() }))).toBe(recipeId(recipe({ sizes })));
  });

  const CHANGES: Readonly<Record<string, RecipeChanges & { shown?: () => Promise<Buffer> }>> = {
    sizes: { sizes: [{ width: 150, height: 100 }] },
    formats: { formats: ['webp', 'jpeg'] },
    format: { format: 'jpeg' },
    fit: { fit: 'cover' },
    quality: { quality: 40 },
    maxFrames: { maxFrames: 4, shown: images.animatedGif },
  };

  it.each(Object.entries(CHANGES))('changes its id and its previews with other %s', async (_, change) => {
    const { shown = images.jpeg, ...changes } = change;
    expect(recipeId(recipe(changes))).not.toBe(recipeId(recipe()));
    const image = await shown();
    expect(await previewsOf(image, changes)).not.toEqual(await previewsOf(image, {}));
  });

  it('has no setting but those tried here', () => {
    const settings: Required<Parameters<typeof recipeOfSizes>[0]> = {
      sizes: [],
      formats: [],
      fit: 'inside',
      quality: 1,
      maxFrames: 1,
    };
    expect(Object.keys(CHANGES)).toEqual(expect.arrayContaining(Object.keys(settings)));
  });
});

describe('a preset', () => {
  const usual: Required<Preset> = {
    name: 'card',
    width: 160,
    height: 120,
    fit: 'cover',
    position: 'centre',
    background: '#ffffff',
    quality: 80,
    formats: ['webp'],
  };
  const CHANGES: { readonly [Field in keyof Preset]-?: Preset[Field] } = {
    name: 'tile',
    width: 161,
    height: 121,
    fit: 'contain',
    position: 'attention',
    background: '#000000',
    quality: 81,
    formats: ['webp', 'avif'],
  };

  it.each(Object.entries(CHANGES))('changes the id of its recipe with another %s', (field, to) => {
    const changed = preset({ ...usual, [field]: to });
    expect(recipeId(recipe({ presets: [changed] }))).not.toBe(recipeId(recipe({ presets: [usual] })));
  });

  it.each(Object.entries(CHANGES))(
    'changes the pixels of its previews with another %s, unless that is its name',
    async (field, to) => {
      const image = await images.transparentPng();
      const changed = await previewsOf(image, { presets: [preset({ ...usual, [field]: to })] });
      const isSame = isDeepStrictEqual(changed, await previewsOf(image, { presets: [usual] }));
      expect(isSame).toBe(field === 'name');
    },
  );

  it('has no field in a previews file but those tried here', () => {
    const { shape } = previewsFile.shape.presets._zod.def.valueType;
    expect(Object.keys(CHANGES).sort()).toEqual(['name', ...Object.keys(shape)].sort());
  });

  it('has an id of its own, which its name and formats do not change', () => {
    for (const [field, to] of Object.entries(CHANGES)) {
      const isOfShape = field !== 'name' && field !== 'formats';
      expect(presetId({ ...usual, [field]: to }, 1) !== presetId(usual, 1)).toBe(isOfShape);
    }
    expect(presetId(usual, 2)).not.toBe(presetId(usual, 1));
  });

  it('does not change the recipe by its place among the presets', () => {
    const presets = [usual, { ...usual, name: 'tile' }];
    expect(recipeId(recipe({ presets: presets.toReversed() }))).toBe(recipeId(recipe({ presets })));
  });
});

async function previewsOf(image: Buffer, changes: RecipeChanges): Promise<string[]> {
  const { previews } = await render(image, changes);
  return previews.map(({ bytes }) => bytes.toString('base64'));
}
