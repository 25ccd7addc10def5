import type { Request } from '@hapi/hapi';
import { installed } from '@regiso/core';
import { en } from './texts/en';
import { ru, type Words } from './texts/ru';

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];
export const languageCookie = 'regiso-language';

export const catalogue: Record<Language, Words> = { ru, en };

/** What a page is rendered for. Only this and the data may change it, because pages are cached by it. */
export type Visit = {
  language: Language;
  words: Words;
  /** Path and canonical query, without the language. */
  address: string;
};

const isLanguage = (value: unknown): value is Language => languages.includes(value as Language);

/** The language of the address, else of the reader's earlier choice, else Russian. */
export function languageOf(request: Request): Language {
  const asked: unknown = (request.query as Record<string, unknown>).lang;
  if (isLanguage(asked)) return asked;
  const chosen: unknown = request.state[languageCookie];
  return isLanguage(chosen) ? chosen : 'ru';
}

export const asksForLanguage = (request: Request) => isLanguage((request.query as Record<string, unknown>).lang);

export const visitOf = (language: Language, address: string): Visit => ({
  language,
  words: catalogue[language],
  address,
});

/** Where this site stands, e.g. `https://edu.example`; the caller's own address when the operator has not said. */
export function siteOf(request: Request): string {
  const { publicUrl } = installed().config;
  if (publicUrl) return publicUrl.replace(/\/$/, '');
  return `${request.server.info.protocol}://${/^[\w.:[\]-]+$/.test(request.info.host) ? request.info.host : 'localhost'}`;
}

/** The address with other values of the query; empty ones leave it. */
export function withQuery(address: string, changes: Record<string, string | number | undefined | null>): string {
  const [path, query] = address.split('?');
  const values = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === null || value === '') values.delete(name);
    else values.set(name, String(value));
  }
  const text = values.toString();
  return text ? `${path}?${text}` : (path ?? '/');
}
