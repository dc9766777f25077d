import type { UploadTicketResponse } from '../../../../lambda/image-api/response-schemas';
import { ApiError } from './api-client';

/** Browsers set these headers themselves, and do not allow a page to set them. */
const SET_BY_THE_BROWSER = new Set(['content-length', 'host']);

/**
 * Sends a photo to its presigned URL, with XMLHttpRequest because `fetch` does not report upload progress.
 * @param onProgress called with the share sent, 0 to 1
 * @throws ApiError when the store refuses
 */
export function putPhoto(
  { url, headers }: Pick<UploadTicketResponse, 'url' | 'headers'>,
  file: Blob,
  onProgress: (share: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      if (!SET_BY_THE_BROWSER.has(name.toLowerCase())) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new ApiError(request.status, 'UPLOAD_REFUSED', refusal(request)));
    };
    request.onerror = () =>
      reject(
        new ApiError(0, 'UPLOAD_REFUSED', 'The upload did not get through. Check that Darkroom is running.'),
      );
    request.send(file);
  });
}

/** S3 reports errors as XML. */
function refusal({ responseXML, status }: XMLHttpRequest): string {
  const message = responseXML?.querySelector('Message')?.textContent ?? `HTTP status ${status}`;
  return `The source bucket refused the upload: ${message.replace(/\.$/, '')}.`;
}
