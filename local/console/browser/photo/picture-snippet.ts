import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The `<picture>` that the API returns, with a text for people who cannot see it. */
export const pictureSnippet = ({ picture }: ImageResponse, alt: string): string | undefined =>
  picture?.replace(' alt="" ', () => ` alt="${escaped(alt)}" `);
