import { attributes, html, type Html } from '../html';
import { icon } from '../icons';
import type { Point } from '../places/point';
import type { Vacancies } from '../places/vacancies';
import { ageIn, oldest, radii } from '../places/wanted';
import type { Municipality } from '../register';
import { codesOf, wordFor } from '../texts/register-words';
import { withQuery, type Visit } from '../visit';
import type { PlacesQuery } from './kindergartens';
import { selectField } from './search-box';

const monthText = (born: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(new Date(`${born}-01T00:00:00Z`))
    .replace(' г.', '');

/** Where to look and what for: one form, so that every wish stays when another changes. */
export function wishForm(visit: Visit, query: PlacesQuery, point: Point, towns: readonly Municipality[]): Html {
  const say = visit.words.kindergartens;
  const hidden = (name: string, value: string | number | undefined) =>
    value !== undefined
    && html`<input${attributes({ type: 'hidden', name, value })}></input${attributes({ type: 'hidden', name, value })}>`;
  return html`<form class="finder place-finder" action="/kindergartens" role="search">
    <div class="search search-place">
      <div class="field search-field">
        <label for="place">${say.place}</label
        ><input${attributes({
          ...{ id: 'place', name: 'place', type: 'search', value: point.typed, maxlength: 120, autocomplete: 'off' },
          ...{ enterkeyhint: 'search', 'data-suggest': '/kindergartens/places', 'aria-describedby': 'place-hint' },
        })}>
      </div>
      ${selectField({ id: 'age', name: 'age', label: say.age, any: say.anyAge, chosen: query.age?.toString(), choices: ages(visit) })}
      <button class="button">${icon('search')}<span>${say.find}</span></button>
    </div>
    <p id="place-hint" class="hint">${say.placeHint}</p>
    ${hidden('at', point.at)}${point.kind === 'picked' && [hidden('lat', query.lat), hidden('lon', query.lon)]}
    <div class="locate" data-locate hidden data-failed="${say.locateFailed}" data-asking="${say.locating}">
      <button class="button second" type="button">${icon('pin')}<span>${say.locate}</span></button>
      <p class="hint" role="status">${say.locateNote}</p>
    </div>
    <details class="filters tucked">
      <summary>${say.filters}</summary>
      ${wishes(visit, query, towns)}
    </details>
  </form>`;
}

const ages = ({ words }: Visit) =>
  Array.from({ length: oldest + 1 }, (_, age) => ({ value: String(age), text: words.kindergartens.years(age) }));

function wishes({ words, language }: Visit, query: PlacesQuery, towns: readonly Municipality[]): Html {
  const say = words.kindergartens;
  const select = (name: 'orientation' | 'language' | 'regime', any: string) =>
    selectField({
      ...{ id: name, name, label: say[name], any, chosen: query[name] },
      choices: codesOf(`${name}s`).map((value) => ({ value, text: wordFor(`${name}s`, value, language) })),
    });
  const asked = query.radius === undefined || radii.some((km) => km === query.radius) ? [] : [query.radius];
  const distances = [...radii, ...asked].map((km) => ({ value: String(km), text: say.radiusOption(km) }));
  return html`<div class="filter-row wishes">
    <div class="field">
      <label for="born">${say.born}</label
      ><input${attributes({ id: 'born', name: 'born', type: 'month', value: query.born, min: '2015-01', pattern: '20[0-9]{2}-[0-9]{2}', title: say.bornHint, placeholder: say.bornHint })}>
    </div>
    ${select('language', say.anyOne)}${select('regime', say.anyOne)}${select('orientation', say.any)}
    ${selectField({ id: 'radius', name: 'radius', label: say.radius, any: say.anyDistance, chosen: query.radius?.toString(), choices: distances })}
    ${selectField({
      ...{ id: 'municipality', name: 'municipality', label: say.municipality, any: say.anyMunicipality },
      ...{
        chosen: query.municipality,
        choices: towns.map((one) => ({ value: one.id, text: townName(one, language) })),
      },
    })}
    <label class="check"
      ><input${attributes({ type: 'checkbox', name: 'free', value: '1', checked: query.free !== undefined })}>
      <span>${say.free}</span></label
    >
    <button class="button second">${say.apply2}</button>
  </div>`;
}

const townName = ({ name, nameEn }: Municipality, language: Visit['language']) => (language === 'ru' ? name : nameEn);

type Chosen = { query: PlacesQuery; towns: readonly Municipality[]; vacancies: Vacancies };

/** Wishes as chips: each is a link to the same page without it. */
export function chosenWishes({ words, language, address }: Visit, { query, towns, vacancies }: Chosen): Html | null {
  const say = words.kindergartens;
  const town = towns.find(({ id }) => id === query.municipality);
  const age = ageIn(vacancies.schoolYear, query);
  const coded = (['language', 'regime', 'orientation'] as const).map((name) => ({
    name,
    text: query[name] && `${say[name]}: ${wordFor(`${name}s`, query[name], language)}`,
  }));
  const chosen = [
    {
      name: 'born',
      text: query.born && say.bornChip(monthText(query.born, words.locale), say.years(Math.max(age ?? 0, 0))),
    },
    { name: 'age', text: query.age !== undefined && !query.born && `${say.age}: ${say.years(query.age)}` },
    ...coded,
    { name: 'radius', text: query.radius !== undefined && say.radiusChip(query.radius) },
    { name: 'municipality', text: query.municipality && (town ? townName(town, language) : query.municipality) },
    { name: 'free', text: query.free && say.free },
  ].flatMap(({ name, text }) => (text ? [{ name, text }] : []));
  if (!chosen.length) return null;
  const none: Record<string, null> = { page: null };
  for (const { name } of chosen) none[name] = null;
  const reset = withQuery(address, none);
  return html`<ul class="chips" aria-label="${words.search.chosen}">
    ${chosen.map(
      ({ name, text }) =>
        html`<li>
          <a href="${withQuery(address, { [name]: null, page: null })}">
            <span class="unseen">${words.search.remove('')}</span>${text}<span aria-hidden="true"> ×</span></a
          >
        </li>`,
    )}${chosen.length > 1 && html`<li><a class="plain" href="${reset}">${words.search.clear}</a></li>`}
  </ul>`;
}
