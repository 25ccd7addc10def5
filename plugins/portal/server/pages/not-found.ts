import { notFound, route } from '@regiso/core';
import { freshPage } from '../fresh-page';
import { problemPageOf } from './problem';

/** Every address that is nothing else: in a browser a page of the site that leads on, to programs a problem. */
export const noSuchPage = route({
  method: 'GET',
  path: '//{path*}',
  access: { public: 'A wrong address says so to everyone' },
  summary: 'There is no such page',
  database: false,
  handler: ({ request, h }) => {
    const accepts: unknown = request.headers.accept;
    const isBrowser = typeof accepts === 'string' && accepts.includes('text/html');
    if (!isBrowser || request.path.startsWith('/api/')) throw notFound();
    return freshPage(request, h, (visit) => problemPageOf(visit, { status: 404 }));
  },
});
