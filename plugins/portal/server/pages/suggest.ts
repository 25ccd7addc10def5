import { inTransaction, route, searchOrganisations } from '@regiso/core';
import { z } from 'zod';
import { PageCache } from '../page-cache';
import { presentSite } from '../site';
import { wordFor } from '../texts/register-words';
import { catalogue, languageOf, type Language } from '../visit';

const Suggestions = z.array(z.object({ id: z.string(), name: z.string(), note: z.string() }));
type Suggestions = z.infer<typeof Suggestions>;

const kept = new PageCache<Suggestions>(8 * 1024 * 1024);

/** Names that begin to answer while a reader types; the box works without them. */
export const suggest = route({
  method: 'GET',
  path: '//organisations/suggest',
  access: { public: 'The register of organisations is open' },
  summary: 'Organisations for a half-typed name',
  query: z.object({ q: z.string().trim().min(2).max(200) }),
  reply: Suggestions,
  database: false,
  handler: async ({ query, request, h }) => {
    const { version } = await presentSite();
    const language = languageOf(request);
    const key = `${language} ${query.q.toLowerCase()}`;
    const found = kept.get(version, key) ?? (await look(query.q, language));
    kept.put(version, key, found, 1_000);
    return h.response(found).header('Cache-Control', 'public, max-age=5').vary('Cookie');
  },
});

const look = (text: string, language: Language): Promise<Suggestions> =>
  inTransaction({ process: 'portal/suggest', readOnly: true }, async () => {
    const { items } = await searchOrganisations({ text, working: 'yes', limit: 7 });
    return items.map(({ id, shortName, kind, municipality, address, isDemo }) => ({
      id,
      name: shortName,
      note: [wordFor('kinds', kind, language), municipality?.name ?? address, isDemo && catalogue[language].search.demo]
        .filter(Boolean)
        .join(' · '),
    }));
  });
