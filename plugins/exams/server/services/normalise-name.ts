/** Short forms of the register's words, longest first; legal forms say nothing about which school it is. */
const longForms: readonly (readonly [RegExp, string])[] = [
  [
    /(муниципальн|государственн|частн|областн)\p{L}* (автономн|бюджетн|казенн)?\p{L}* ?(обще)?образовательн\p{L}* (учреждени|организаци)\p{L}*/gu,
    ' ',
  ],
  [/(?<!\p{L})(маоу|мбоу|мкоу|моу|гаоу|гбоу|гкоу|гоу|чоу|ноу|аноо?|мао|мбо)(?!\p{L})/gu, ' '],
  [/средн\p{L}* общеобразовательн\p{L}* школ\p{L}*/gu, 'сош'],
  [/основн\p{L}* общеобразовательн\p{L}* школ\p{L}*/gu, 'оош'],
  [/начальн\p{L}* общеобразовательн\p{L}* школ\p{L}*/gu, 'нош'],
];

/**
 * A name as it is compared: no case, no quotes or punctuation, ё as е, no «№» and no legal form. «МАОУ СОШ № 5» and
 * «Муниципальное автономное общеобразовательное учреждение средняя общеобразовательная школа №5» are one.
 */
export function normaliseName(name: string): string {
  let text = name.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
  for (const [pattern, replacement] of longForms) text = text.replace(pattern, replacement);
  return text
    .replace(/(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, '$1$2 ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<!\p{L})(no|nr|n)(?= \p{N})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const placeKinds =
  /(?<!\p{L})(г|гор|город|городской округ|городского округа|с|село|д|деревня|п|пос|поселок|пгт|рп|рабочий поселок|станица|хутор|район|р н|муниципальный район|муниципальный округ|округ|м о|мо)(?!\p{L})/gu;

/** The name of a city, village or municipality without its kind. */
export const normalisePlace = (place: string): string =>
  place
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(placeKinds, ' ')
    .replace(/\s+/g, ' ')
    .trim();
