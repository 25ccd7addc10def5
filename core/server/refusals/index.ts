import type { Request } from '@hapi/hapi';
import { z } from 'zod';
import type { Problem } from '../errors';
import { installedPlugins } from '../installed';
import type { Plugin } from '../plugin';
import { dossiers } from './dossiers';
import { imports } from './imports';
import { people } from './people';
import { rights } from './rights';
import { work } from './work';

export type Language = 'ru' | 'en';

/** English where the caller asks for it first: the cabinets name their language, the public site keeps it in a cookie. */
export function languageOf({ headers, state }: Pick<Request, 'headers' | 'state'>): Language {
  const asked: unknown = headers['accept-language'];
  if (typeof asked === 'string' && asked) return /^\s*en\b/i.test(asked) ? 'en' : 'ru';
  return (state as Record<string, unknown> | undefined)?.['regiso-language'] === 'en' ? 'en' : 'ru';
}

/** Zod's own messages in the language; those written in a schema are sentences of the catalogue. */
export const messagesIn = (language: Language) => (language === 'en' ? { error: english } : undefined);
const english = z.locales.en().localeError;

const core = Object.entries({ ...rights, ...people, ...imports, ...dossiers, ...work });

type Catalogue = { whole: ReadonlyMap<string, string>; patterns: readonly { fits: RegExp; text: string }[] };
const catalogues = new WeakMap<readonly Plugin[], Catalogue>();

/** The sentences of the core, and those that the installed plugins declare; a plugin changes none of the core's. */
function catalogue(): Catalogue {
  const plugins = installedPlugins();
  const known = catalogues.get(plugins);
  if (known) return known;
  const own = plugins.flatMap(({ refusals }) => Object.entries(refusals ?? {}));
  const patterns = [...core, ...own]
    .filter(([sentence]) => sentence.includes('{}'))
    .map(([sentence, text]) => ({ fits: patternOf(sentence), text }));
  const made = { whole: new Map([...own, ...core]), patterns };
  catalogues.set(plugins, made);
  return made;
}

function patternOf(sentence: string) {
  const parts = sentence.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}

/**
 * A sentence of a refusal in the language. Russian sentences are the keys of the catalogue, `{}` in them are values; what the
 * catalogue does not know stays as it is. Several joined by «; » are told one by one.
 */
export function sentenceIn(language: Language, sentence: string): string {
  if (language === 'ru') return sentence;
  return (
    told(sentence)
    ?? sentence
      .split('; ')
      .map((one) => told(one) ?? one)
      .join('; ')
  );
}

function told(sentence: string): string | undefined {
  const { whole, patterns } = catalogue();
  const exact = whole.get(sentence);
  if (exact !== undefined) return exact;
  for (const { fits, text } of patterns) {
    const found = fits.exec(sentence);
    if (!found) continue;
    let at = 0;
    return text.replaceAll('{}', () => sentenceIn('en', found[(at += 1)] ?? ''));
  }
  return undefined;
}

/** The body of a refusal with its sentences in the language; both titles stay. */
export function problemIn(language: Language, problem: Problem): Problem {
  if (language === 'ru') return problem;
  const { title, detail, issues } = problem;
  return {
    ...problem,
    ...(detail && { detail: detail === title.ru ? title.en : sentenceIn('en', detail) }),
    ...(issues && { issues: issues.map((issue) => ({ ...issue, message: sentenceIn('en', issue.message) })) }),
  };
}
