import { useState } from 'preact/hooks';
import type { ImageResponse } from '../../../../lambda/image-api/response-schemas';
import { messageOf } from '../api/api-client';
import { useConsole } from '../state/console-context';
import type { PointOfPhoto } from './print';

const SOURCES = {
  metadata: 'the metadata of the upload',
  request: 'a request',
  attention: 'the pixels: what draws the most attention',
} as const;

interface FocusFormProps {
  readonly image: ImageResponse;
  readonly point: PointOfPhoto;
  readonly onPoint: (point: PointOfPhoto) => void;
}

const percent = (fraction: number): number => Math.round(fraction * 100);

/** The point that crops are placed around, and a way to choose another one. */
export function FocusForm({ image, point, onPoint }: FocusFormProps) {
  const { api, announce } = useConsole();
  const [answer, setAnswer] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { focus } = image;
  if (!focus) return null;

  const apply = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const text = await api.process(image.key, point).then(() => 'The crops are made again.', messageOf);
    setBusy(false);
    setAnswer(text);
    announce(text);
  };
  const field = (label: string, axis: 'x' | 'y') => (
    <label>
      {label}
      <input
        type="number"
        min="0"
        max="100"
        required
        value={percent(point[axis])}
        onInput={(event) => onPoint({ ...point, [axis]: Number(event.currentTarget.value) / 100 })}
      />
      %
    </label>
  );

  return (
    <section aria-labelledby="focus">
      <h2 id="focus">Focus</h2>
      <p class="hint">
        Crops are placed around {percent(focus.x)} % from the left and {percent(focus.y)} % from the top, as
        chosen by {SOURCES[focus.from]}. Click on the photo, or write another point.
      </p>
      <form class="focus-form" onSubmit={apply}>
        {field('From the left', 'x')}
        {field('From the top', 'y')}
        <button type="submit" class="button" disabled={isBusy}>
          Make the crops again
        </button>
        <span class="hint">{answer}</span>
      </form>
    </section>
  );
}
