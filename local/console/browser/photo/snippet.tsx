import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { CopyButton } from '../buttons/copy-button';
import { ScrollRegion } from '../parts/scroll-region';
import { useConsole } from '../state/console-context';
import { pictureSnippet } from './picture-snippet';

/** The image for somebody's own page, ready to copy. */
export function Snippet({ image, name }: { readonly image: ImageResponse; readonly name: string }) {
  const { info } = useConsole().state;
  const snippet = pictureSnippet(image, info.previewBaseUrl, name);
  if (!snippet) return null;
  return (
    <section aria-labelledby="snippet">
      <div class="section-heading">
        <h2 id="snippet">On your own page</h2>
        <CopyButton text={snippet} what="Snippet" />
      </div>
      <p class="hint">Put the address of your CDN or bucket in place of {info.previewBaseUrl}.</p>
      <ScrollRegion label="HTML of the picture">
        <pre class="snippet">
          <code>{snippet}</code>
        </pre>
      </ScrollRegion>
    </section>
  );
}
