import type { Page } from 'playwright-core';
import sharp from 'sharp';

export interface DroppedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A photo with a soft gradient in a colour of its own. */
export async function photo(name: string, background: string): Promise<DroppedFile> {
  const buffer = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
    .jpeg()
    .toBuffer();
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A photo of which the second half is missing. */
export async function brokenPhoto(name: string): Promise<DroppedFile> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const create = { width: 600, height: 400, channels: 3, background: '#888888', noise } as const;
  const whole = await sharp({ create }).jpeg().toBuffer();
  return { name, mimeType: 'image/jpeg', buffer: whole.subarray(0, whole.length / 2) };
}

/** Drags files from the desktop onto the page, or pastes them into it. */
export async function giveFiles(
  page: Page,
  how: 'drop' | 'paste',
  files: readonly DroppedFile[],
): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    text: buffer.toString('base64'),
  }));
  await page.evaluate(
    ([event, sources]) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, text } of sources) {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: mimeType }));
      }
      const options = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(
        event === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: transfer })
          : new ClipboardEvent('paste', { ...options, clipboardData: transfer }),
      );
    },
    [how, given] as const,
  );
}
