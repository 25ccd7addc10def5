import { createInstance } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { keep, kept } from '../shell/keep';
import type { PluginTexts, TextKey } from './define-texts';

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

const languageKey = 'regiso-language';
const isLanguage = (value: string | null): value is Language => languages.some((one) => one === value);
const stored = kept(languageKey);

export const i18n = createInstance();
void i18n.use(initReactI18next).init({
  lng: isLanguage(stored) ? stored : 'ru',
  fallbackLng: 'ru',
  resources: {},
  keySeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
});

const added = new WeakSet<object>();

/** Adds a catalogue once; several may share a namespace. */
export function addTexts(texts: PluginTexts<string>) {
  if (added.has(texts)) return;
  added.add(texts);
  for (const language of languages) i18n.addResourceBundle(language, texts.id, texts[language], true, true);
}

export type Translate<K extends string> = (key: TextKey<K>, values?: Record<string, string | number>) => string;

/** The texts of a catalogue in the reader's language: `t('found', { count: 3 })`. */
export function useTexts<K extends string>(texts: PluginTexts<K>): Translate<K> {
  addTexts(texts);
  return useTranslation(texts.id, { i18n }).t as Translate<K>;
}

/** The language in use and how to change it; kept in this browser. */
export function useLanguage() {
  const { i18n: used } = useTranslation(undefined, { i18n });
  const change = (language: Language) => {
    keep(languageKey, language);
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  };
  return { language: used.language as Language, change };
}

/** Keeps the language again after the storage was cleared. */
export const keepLanguage = () => keep(languageKey, i18n.language);

export const currentLanguage = () => i18n.language as Language;
