import { type PreviewRecipe, recipeId } from '../../../lambda/domain/previews/preview-recipe';

const recipe: PreviewRecipe = {
  sizes: [
    { width: 150, height: 150 },
    { width: 800, height: 600 },
  ],
  format: 'webp',
  fit: 'inside',
  maxFrames: 1,
};

describe('the id of a recipe', () => {
  it('stays the same when the sizes are written in another order', () => {
    expect(recipeId({ ...recipe, sizes: [...recipe.sizes].reverse() })).toBe(recipeId(recipe));
  });

  it.each([
    ['a size', { sizes: [{ width: 150, height: 151 }] }],
    ['the format', { format: 'avif' as const }],
    ['the fit', { fit: 'cover' as const }],
    ['the number of frames', { maxFrames: 2 }],
  ])('changes with %s', (_, change) => {
    expect(recipeId({ ...recipe, ...change })).not.toBe(recipeId(recipe));
  });
});
