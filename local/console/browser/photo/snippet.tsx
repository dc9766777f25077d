import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { CopyButton } from '../buttons/copy-button';
import { ScrollRegion } from '../parts/scroll-region';
import { pictureSnippet } from './picture-snippet';

/** HTML that shows the image on another page, ready to copy. */
export function Snippet({ image, name }: { readonly image: ImageResponse; readonly name: string }) {
  const snippet = pictureSnippet(image, name);
  if (!snippet) return null;
  const isPresigned = snippet.includes('X-Amz-Signature=');
  return (
    <section aria-labelledby="snippet">
      <div class="section-heading">
        <h2 id="snippet">On your own page</h2>
        <CopyButton text={snippet} what="Snippet" />
      </div>
      {isPresigned && (
        <p class="hint">
          These addresses are valid for one hour. With <code>DELIVERY=cloudfront</code> they last.
        </p>
      )}
      <ScrollRegion label="HTML of the picture">
        <pre class="snippet">
          <code>{snippet}</code>
        </pre>
      </ScrollRegion>
    </section>
  );
}
