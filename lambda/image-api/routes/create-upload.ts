import { parseFocalPoint } from '../../domain/previews/focal-point';
import { MAX_WAIT_SECONDS } from '../../domain/uploads/await-outcome';
import { requestUpload } from '../../domain/uploads/request-upload';
import { uploadRequest } from '../request-schemas';
import type { UploadTicketResponse } from '../response-schemas';
import type { Route } from '../route-contract';
import { parsedBody } from '../validation';

/** Time from the end of the upload: an S3 event takes about one second, and a photo of 12 megapixels half a second. */
const USUAL_SECONDS = 2;

/** `POST /uploads`: presigns the upload of one photo. */
export const createUpload: Route = async (request, dependencies) => {
  const upload = parsedBody(uploadRequest, request.body);
  const focus = parseFocalPoint(upload.focus);
  const ticket = await requestUpload(
    {
      fileName: upload.file_name,
      contentType: upload.content_type,
      size: upload.size,
      ...(upload.user_id && { userId: upload.user_id }),
      ...(focus && { focus }),
    },
    dependencies,
  );
  const body: UploadTicketResponse = {
    url: ticket.url,
    headers: { ...ticket.headers },
    key: ticket.key,
    image_id: ticket.imageId,
    expires_at: new Date(ticket.expiresAt).toISOString(),
    // Relative to the URL of this request, so it also works for `/my/uploads` and custom domain names.
    image_url: new URL(`images/${ticket.imageId}?wait=${MAX_WAIT_SECONDS}`, request.url).href,
    usual_seconds: USUAL_SECONDS,
  };
  return { status: 201, body };
};
