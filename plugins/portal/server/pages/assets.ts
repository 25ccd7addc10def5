import { notFound, route } from '@regiso/core';
import type { Request, ResponseToolkit } from '@hapi/hapi';
import { acceptedEncodings, asset, assetName } from '../assets';

/** Styles, scripts, fonts: for ever under the name with their digest, checked each time under the plain name. */
export const assets = route({
  method: 'GET',
  path: '//assets/{file}',
  access: { public: 'Styles and scripts of the public site' },
  summary: 'A file of the public site',
  database: false,
  handler: ({ request, h }) => sendAsset(String(request.params.file), request, h),
});

/** Browsers ask for it on pages that name no icon. */
export const favicon = route({
  method: 'GET',
  path: '//favicon.ico',
  access: { public: 'The icon of the site' },
  summary: 'The icon of the site',
  database: false,
  handler: ({ request, h }) => sendAsset('icon.svg', request, h),
});

function sendAsset(file: string, request: Request, h: ResponseToolkit) {
  const { name, digest } = assetName(file);
  const found = asset(name);
  if (!found) throw notFound();
  const accepts = acceptedEncodings(request);
  const encoding = found.packed && (accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : undefined);
  const response = encoding ? h.response(found.packed?.[encoding]).compressed(encoding) : h.response(found.plain);
  // A page rendered by another release may ask for its own digest: it gets the present file, but not for ever.
  const isPresent = digest === found.etag;
  return response
    .type(found.type)
    .vary('Accept-Encoding')
    .etag(found.etag, { weak: true, vary: false })
    .header('Cache-Control', isPresent ? 'public, max-age=31536000, immutable' : 'public, no-cache');
}
