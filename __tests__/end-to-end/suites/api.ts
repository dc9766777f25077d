import { imageIdOf } from '../../../lambda/domain/image-record';
import type {
  ImagePageResponse,
  ImageResponse,
  UploadTicketResponse,
} from '../../../lambda/image-api/response-schemas';
import { type Deployment, describeOnTwin } from '../../support/deployment';
import { jpegPhoto } from '../../support/photos';

/** The REST API, from the presigned upload until everything is forgotten. */
export function describeApi(opened: () => Deployment): void {
  describeOnTwin('the REST API (needs a local twin: it accepts unsigned requests)', () => {
    it('accepts a presigned upload, and returns, lists and forgets the image', async () => {
      const deployment = opened();
      const photo = await jpegPhoto();
      const owner = 'auth0|ann+été';
      const asked = { file_name: '写真.jpg', content_type: 'IMAGE/JPG', size: photo.length, user_id: owner };
      const ticket = (await deployment.callApi('POST', '/uploads', asked)).body as UploadTicketResponse;
      const { 'content-length': _, ...headers } = ticket.headers;
      const put = await fetch(ticket.url, { method: 'PUT', headers, body: new Uint8Array(photo) });
      expect(put.status).toBe(200);

      const image = (await (await fetch(ticket.image_url)).json()) as ImageResponse;
      expect(image).toMatchObject({
        key: expect.stringMatching(/^uploads\/auth0=7Cann=2B=C3=A9t=C3=A9\/.*-photo\.jpg$/),
        user_id: owner,
        file_name: '写真.jpg',
        content_type: 'image/jpeg',
      });
      const original = await fetch(image.original?.url ?? '');
      expect(Object.fromEntries(original.headers)).toMatchObject({
        'content-type': 'image/jpeg',
        'content-disposition': "inline; filename*=UTF-8''%E5%86%99%E7%9C%9F.jpg",
      });
      expect(Buffer.from(await original.arrayBuffer()).equals(photo)).toBe(true);
      const preview = await fetch(image.previews?.[0]?.url ?? '');
      expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/webp']);

      const ofOwner = `/images?user_id=${encodeURIComponent(owner)}`;
      const listed = (await deployment.callApi('GET', ofOwner)).body as ImagePageResponse;
      expect(listed.images.map(({ image_id: id }) => id)).toEqual([ticket.image_id]);

      const found = await deployment.callApi('GET', `/images?name=${encodeURIComponent('写真')}`);
      expect(found.body).toMatchObject({ images: [{ image_id: ticket.image_id }] });

      expect((await deployment.callApi('DELETE', `/images/${ticket.image_id}`)).status).toBe(204);
      expect((await deployment.callApi('GET', `/images/${ticket.image_id}`)).status).toBe(404);
      // Who signed the URL may read previews, not list them: to him what is gone is forbidden.
      expect((await fetch(image.previews?.[0]?.url ?? '')).status).toBe(403);
    });

    it('rejects an upload of another length than requested', async () => {
      const deployment = opened();
      const asked = { file_name: 'a.jpg', content_type: 'image/jpeg', size: 3 };
      const ticket = (await deployment.callApi('POST', '/uploads', asked)).body as UploadTicketResponse;
      const { 'content-length': _, ...headers } = ticket.headers;
      expect((await fetch(ticket.url, { method: 'PUT', headers, body: 'much longer' })).status).toBe(403);
    });

    it('processes a photo on request, and reports a missing object and a file that is not a photo', async () => {
      const deployment = opened();
      const process = (key: string) => deployment.callApi('POST', '/process', { image_key: key });
      await deployment.process('uploads/again.jpg', await jpegPhoto());
      expect(await process('uploads/again.jpg')).toMatchObject({
        status: 200,
        body: { status: 'COMPLETED' },
      });
      await deployment.process('uploads/not.jpg', Buffer.from('text'));
      expect(await process('uploads/not.jpg')).toMatchObject({
        status: 422,
        body: { error: 'UNSUPPORTED_FORMAT' },
      });
      expect((await process('uploads/never.jpg')).status).toBe(404);
      expect((await process('previews/x')).status).toBe(400);
    });

    it('processes a photo again that another recipe made', async () => {
      const deployment = opened();
      const key = 'uploads/other-recipe.jpg';
      const { imageId, timestamp, recipe } = await deployment.process(key, await jpegPhoto());
      await deployment.setRecipe({ imageId, timestamp }, 'another');
      const answer = await deployment.callApi('POST', '/process', { image_key: key });
      expect(answer).toMatchObject({ status: 200, body: { status: 'COMPLETED', recipe } });
    });

    it('returns the history of an image', async () => {
      const deployment = opened();
      const key = 'uploads/history.jpg';
      await deployment.process(key, await jpegPhoto());
      const id = imageIdOf(deployment.outputs.source_bucket_name, key);
      const answer = await deployment.callApi('GET', `/images/${id}?history=true`);
      expect(answer.body).toMatchObject({ history: [{ key, status: 'COMPLETED' }] });
    });
  });
}
