import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from '@hapi/hapi';
import type { Config } from './config';
import { styleNonce } from './headers';

/** Serves the built cabinets under /app/: hashed assets for ever, the page itself never from a cache. */
export function serveUi(server: Server, config: Config) {
  const folder = join(config.dataFolder, 'ui');
  server.route({
    method: 'GET',
    path: '/app/assets/{file*}',
    options: { cache: { expiresIn: 365 * 86_400_000, privacy: 'public' } },
    handler: { directory: { path: join(folder, 'assets'), index: false, lookupCompressed: true } },
  });
  server.route({
    method: 'GET',
    path: '/app/{path*}',
    handler: async (request, h) => {
      const page = join(folder, 'index.html');
      if (!existsSync(page))
        return h
          .response('Интерфейс ещё собирается, обновите страницу через минуту')
          .code(503)
          .header('Retry-After', '10');
      const html = (await readFile(page, 'utf8')).replaceAll('__NONCE__', styleNonce(request));
      return h.response(html).type('text/html; charset=utf-8').header('Cache-Control', 'no-store');
    },
  });
}
