import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { html, type Html } from '../html';
import { presentSite } from '../site';

export const licence = 'https://creativecommons.org/licenses/by/4.0/';

/** A table of the page of open data; on narrow screens its rows are stacked. */
export const dataTable = (caption: string, heads: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="scroll">
    <table class="stacks">
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

type DataFile = { type: string; name: string; body: Readable };

/** A file of open data with its name, tag and terms of keeping; any site may read it. */
export async function sendStream(h: ResponseToolkit, { type, name, body }: DataFile): Promise<ResponseObject> {
  const { version } = await presentSite();
  return tagged(h.response(body), `${name}${version}`)
    .type(type)
    .header('Content-Disposition', `attachment; filename="${name}"`)
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
    .header('Cache-Control', 'public, max-age=0, s-maxage=60');
}

/** An answer with a weak tag made of what it depends on, so that whoever has it is told by 304. */
export const tagged = (response: ResponseObject, of: string) =>
  response.etag(createHash('sha256').update(of).digest('base64url').slice(0, 22), { weak: true, vary: false });

/** Of an answer that is made of the register alone: when it last changed, for whoever keeps a date and no tag. */
export async function dated(response: ResponseObject): Promise<ResponseObject> {
  const { changedAt } = await presentSite();
  return changedAt ? response.header('Last-Modified', changedAt.toUTCString()) : response;
}
