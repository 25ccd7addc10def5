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

/** A file of open data with its name, tag and terms of keeping; any site may read it. */
export async function sendStream(
  h: ResponseToolkit,
  type: string,
  name: string,
  body: Readable,
): Promise<ResponseObject> {
  const { version, changedAt } = await presentSite();
  const response = h
    .response(body)
    .type(type)
    .etag(createHash('sha256').update(`${name}${version}`).digest('base64url').slice(0, 22), {
      weak: true,
      vary: false,
    })
    .header('Content-Disposition', `attachment; filename="${name}"`)
    .header('Access-Control-Allow-Origin', '*')
    .header('Cross-Origin-Resource-Policy', 'cross-origin')
    .header('Cache-Control', 'public, max-age=0, s-maxage=60');
  return changedAt ? response.header('Last-Modified', changedAt.toUTCString()) : response;
}
