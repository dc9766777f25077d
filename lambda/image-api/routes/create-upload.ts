import { requestUpload } from '../../domain/request-upload';
import { uploadRequest } from '../request-schemas';
import type { UploadTicketResponse } from '../response-schemas';
import type { Route } from '../route-contract';
import { parsedBody } from '../validation';

/** `POST /uploads`: leave to upload one photo. */
export const createUpload: Route = async (request, dependencies) => {
  const wish = parsedBody(uploadRequest, request.body);
  const ticket = await requestUpload(
    {
      fileName: wish.file_name,
      contentType: wish.content_type,
      size: wish.size,
      ...(wish.user_id && { userId: wish.user_id }),
    },
    { ...dependencies, maxBytes: dependencies.limits.maxBytes },
  );
  const body: UploadTicketResponse = {
    url: ticket.url,
    headers: { ...ticket.headers },
    key: ticket.key,
    image_id: ticket.imageId,
    expires_at: new Date(ticket.expiresAt).toISOString(),
  };
  return { status: 201, body };
};
