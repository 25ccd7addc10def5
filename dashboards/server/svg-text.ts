import type { Flag } from '../shared';
import type { Language } from './titles';

export type ChartText = {
  /** Width in pixels the drawing is laid out for; it scales with its place. */
  width?: number;
  height?: number;
  /** The finding or the question; read out first. */
  title: string;
  /** One sentence: what, extremes, trend. */
  description: string;
  unit?: string;
  decimals?: number;
  language?: Language;
};

export type Figure = { value: number | null; flags?: readonly Flag[] };

const words = {
  ru: { c: 'скрыто', x: 'нет данных', low: '<5\u00a0%', high: '>95\u00a0%', hiddenNote: 'скрыто: слишком мало людей' },
  en: { c: 'hidden', x: 'no data', low: '<5\u00a0%', high: '>95\u00a0%', hiddenNote: 'hidden: too few people' },
} as const;

/** «93,4 %», «скрыто», «нет данных». */
export function figureText(
  { value, flags = [] }: Figure,
  { unit = '', decimals = 1, language = 'ru' }: ChartText,
): string {
  const [flag] = flags;
  if (value === null) return words[language][flag ?? 'x'];
  const number = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
  return unit ? `${number}\u00a0${unit}` : number;
}

export const legendWords = (language: Language = 'ru') => words[language];

export const escapeXml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Colours by name, so that a drawing inside a page follows its look; alone it is light. */
export const ink = 'var(--ink,#1B2430)';
export const muted = 'var(--muted,#566172)';
export const line = 'var(--line,#DDE3EA)';
export const surface = 'var(--surface,#FFFFFF)';
export const brand = 'var(--brand,#1F5FA8)';
export const category = (at: number, light: string) => `var(--category-${at + 1},${light})`;
export const font = "'Golos Text Variable','Golos Text',system-ui,'Segoe UI',Roboto,Arial,sans-serif";
