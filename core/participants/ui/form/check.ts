import { innProblem, kppProblem, ogrnProblem } from '../../shared/check-digits';
import type { Translate } from '@regiso/core/ui';
import type { formTexts } from './texts';
import { numberOf, type FieldName, type Values } from './values';

type Words = Translate<keyof typeof formTexts.ru>;
export type Problems = Partial<Record<FieldName, string>>;

/** What is wrong with the fields as far as it can be said without asking the server. */
export function check(values: Values, t: Words): Problems {
  const problems: Problems = {};
  const say = (name: FieldName, message: string | undefined | false) => {
    if (message) problems[name] = message;
  };
  const code = (name: 'inn' | 'kpp' | 'ogrn', problem: (text: string) => string | undefined) =>
    say(name, values[name].trim() ? problem(values[name].trim()) : undefined);
  say('kind', !values.kind && t('form.missing'));
  say('shortName', !values.shortName.trim() && t('form.missing'));
  say('fullName', !values.fullName.trim() && t('form.missing'));
  code('inn', innProblem);
  code('kpp', kppProblem);
  code('ogrn', ogrnProblem);
  const oktmo = values.oktmo.trim();
  say('oktmo', Boolean(oktmo) && !/^(\d{8}|\d{11})$/.test(oktmo) && t('form.wrong.oktmo'));
  checkPoint(values, say, t);
  return problems;
}

function checkPoint({ lat, lon }: Values, say: (name: FieldName, message: string | false) => void, t: Words) {
  const [north, east] = [numberOf(lat), numberOf(lon)];
  say('lat', north !== null && !(Math.abs(north) <= 90) && t('form.wrong.lat'));
  say('lon', east !== null && !(Math.abs(east) <= 180) && t('form.wrong.lon'));
  if (north !== null && east === null) say('lon', t('form.wrong.point'));
  if (east !== null && north === null) say('lat', t('form.wrong.point'));
}

/** Two numbers pasted at once, «57.1530, 65.5343», as they are copied from a map; undefined for anything else. */
export function pointOf(text: string): { lat: string; lon: string } | undefined {
  const found = /^\s*(-?\d{1,2}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)\s*$/.exec(text);
  const [, lat, lon] = found ?? [];
  return lat && lon ? { lat: lat.replace('.', ','), lon: lon.replace('.', ',') } : undefined;
}
