import { type PreviewRecipe, recipeId } from '../../../lambda/domain/previews/preview-recipe';
import * as images from '../../fixtures/images';
import { recipe, render } from '../../support/rendering';

it('the id of a recipe stays the same when the sizes are written in another order', () => {
  expect(recipeId(recipe({ sizes: [...recipe().sizes].reverse() }))).toBe(recipeId(recipe()));
});

/** Another value for every field of a recipe, and an image whose previews it changes. */
const CHANGES: {
  readonly [Field in keyof PreviewRecipe]: {
    readonly to: PreviewRecipe[Field];
    readonly shown: () => Promise<Buffer>;
  };
} = {
  sizes: { to: [{ width: 150, height: 100 }], shown: images.jpeg },
  format: { to: 'jpeg', shown: images.jpeg },
  fit: { to: 'cover', shown: images.jpeg },
  maxFrames: { to: 4, shown: images.animatedGif },
};

async function previewsOf(image: Buffer, changes: Partial<PreviewRecipe>): Promise<string[]> {
  const { previews } = await render(image, changes);
  return previews.map(({ bytes }) => bytes.toString('base64'));
}

describe.each(Object.entries(CHANGES))('another value for %s', (field, { to, shown }) => {
  it('changes the id of the recipe', () => {
    expect(recipeId(recipe({ [field]: to }))).not.toBe(recipeId(recipe()));
  });

  it('changes the previews', async () => {
    const image = await shown();
    expect(await previewsOf(image, { [field]: to })).not.toEqual(await previewsOf(image, {}));
  });
});

it('a recipe has no field but those tried here', () => {
  expect(Object.keys(CHANGES).sort()).toEqual(Object.keys(recipe()).sort());
});
