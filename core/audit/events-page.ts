import { fullPath } from '../server/route';
import type { Plugin } from '../server/plugin';
import { catalogueOf, type CatalogueEvent } from './catalogue';

const head = `# Журнал событий: что в него попадает

Страница собрана из манифестов подсистем командой \`npm run docs:audit-events\`; не правьте её руками.

Каждая строка журнала говорит: когда, кто (учётная запись и роли в тот момент, либо название задания), от чьего имени, что
произошло, с какой записью, о каком человеке, с каким основанием, с какого адреса и в каком запросе. В поле «Сведения» попадает
только перечисленное ниже, а у просмотра списка людей ещё \`persons\`: номера карточек всех, кто в нём показан (если их больше
тысячи — только число). По ним строку находит поиск по человеку и видит сам человек или представитель ребёнка. Имён, номеров документов, телефонов и других личных данных в журнале нет: только номера записей.

Строка пишется в той же транзакции, что и само действие: нет строки — нет и действия. Строки нельзя изменить или удалить;
каждые пять секунд новые строки запечатываются подписанным блоком. Как проверить журнал — в
[руководстве](guide/audit.md).
`;

/** The page of the events that these manifests declare, for the documentation. */
export const eventsPage = (plugins: readonly Plugin[]) =>
  [head, ...plugins.map(section), unaudited(plugins)].filter(Boolean).join('\n');

function section(plugin: Plugin): string {
  const events = catalogueOf([plugin]);
  if (!events.length) return '';
  return [
    `## ${plugin.title} (\`${plugin.id}\`)\n`,
    '| Событие | Что произошло | Сведения |',
    '| --- | --- | --- |',
    ...events.map(row),
    '',
  ].join('\n');
}

const row = ({ event, means, ru, details, reads }: CatalogueEvent) =>
  `| \`${event}\` | ${cell(ru ?? means)}${reads ? ' · *просмотр*' : ''} | ${details.map((name) => `\`${name}\``).join(', ') || '—'} |`;

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

// What is not recorded is said as openly as what is.
function unaudited(plugins: readonly Plugin[]): string {
  const routes = plugins.flatMap(({ id, routes: own = [] }) =>
    own.flatMap(({ method, path, unaudited: why }) =>
      why ? [`| \`${method} ${fullPath(id, path)}\` | ${cell(why)} |`] : [],
    ),
  );
  const jobs = plugins.flatMap(({ id, jobs: own = [] }) =>
    own.flatMap(({ name, unaudited: why }) => (why ? [`| \`${id}/${name}\` | ${cell(why)} |`] : [])),
  );
  return [
    '## Что не записывается\n',
    'Чтение справочников, списков организаций и показателей без сведений о людях не записывается. Запросы, которые по виду меняют',
    'данные, но строки не оставляют:\n',
    '| Запрос | Почему |',
    '| --- | --- |',
    ...routes.sort(),
    '',
    'Задания, которые меняют строки, но события не оставляют:\n',
    '| Задание | Почему |',
    '| --- | --- |',
    ...jobs.sort(),
    '',
  ].join('\n');
}
