import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { frame, type Page } from './frame';
import { classesOf } from './preferences';
import { presentSite } from './site';
import { languageOf, visitOf, type Visit } from './visit';

/** A page rendered for this reader only, such as one that shows their settings; never kept. */
export async function freshPage(
  request: Request,
  h: ResponseToolkit,
  pageFor: (visit: Visit) => Page,
): Promise<ResponseObject> {
  const visit = visitOf(languageOf(request), request.path);
  const page = pageFor(visit);
  const framed = frame(page, visit, await presentSite());
  return h
    .response(framed.before + classesOf(request) + framed.after)
    .code(page.status ?? 200)
    .type('text/html; charset=utf-8')
    .header('Cache-Control', page.status ? 'no-store' : 'private, no-cache')
    .vary('Cookie');
}
