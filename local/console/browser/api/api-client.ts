import type {
  ErrorResponse,
  ImageResponse,
  ImageWithHistoryResponse,
  UploadTicketResponse,
} from '../../../../lambda/image-api/response-schemas';

/** An error response of the API. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface UploadRequest {
  readonly file_name: string;
  readonly content_type: string;
  readonly size: number;
  readonly user_id?: string;
}

/** The public REST API, called as any other client calls it. Every method throws ApiError. */
export class ApiClient {
  constructor(private readonly base: string) {}

  createUpload(upload: UploadRequest): Promise<UploadTicketResponse> {
    return this.call('POST', '/uploads', upload);
  }

  /** The image's newest record with all its versions. */
  getImage(imageId: string): Promise<ImageWithHistoryResponse> {
    return this.call('GET', `/images/${encodeURIComponent(imageId)}?history=true`);
  }

  /** @param focus the new center of the crops, in fractions of the photo */
  process(key: string, focus?: { readonly x: number; readonly y: number }): Promise<ImageResponse> {
    const point = focus && { focus: `${focus.x.toFixed(3)},${focus.y.toFixed(3)}` };
    return this.call('POST', '/process', { image_key: key, ...point });
  }

  async deleteImage(imageId: string): Promise<void> {
    await this.call('DELETE', `/images/${encodeURIComponent(imageId)}`);
  }

  private async call<Result>(method: string, path: string, body?: object): Promise<Result> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }).catch(() => {
      throw new ApiError(0, 'UNREACHABLE', 'The API cannot be reached. Is Darkroom still running?');
    });
    if (response.status === 204) return undefined as Result;
    const parsed = await response.json().catch(() => ({}));
    if (response.ok) return parsed;
    const { error, message }: Partial<ErrorResponse> = parsed;
    throw new ApiError(
      response.status,
      error ?? 'UNKNOWN',
      message ?? `The API returned HTTP status ${response.status}.`,
    );
  }
}

/** The message of anything that was thrown, for people. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'Something went wrong.';
