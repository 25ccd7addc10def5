import { api, apiQuery, useLanguage, useQuery } from '@regiso/core/ui';
import type { CatalogueEvent } from '../catalogue';
import type { RowPage, RowView } from '../row-view';
import type { SealState } from '../seal-state';
import type { Somebody } from './who-looked';

export type { RowPage, RowView };

export const nothingAsked = {
  from: '',
  to: '',
  plugin: '',
  event: '',
  login: '',
  number: '',
  views: false,
  person: undefined as Somebody | undefined,
};
export type Asked = typeof nothingAsked;

/** What the server is asked, and by which route. */
export type Question = { kind: 'search' | 'seen'; body: Record<string, string> };
export type Found = { asked: Asked; question: Question; rows: RowView[]; next: string | null };

const given = (values: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));

/** The question behind what was filled in; throws a ProblemError for a login that nobody has. */
export async function questionOf({ from, to, plugin, event, login, number, views, person }: Asked): Promise<Question> {
  const account = login.trim() ? await api.post<Somebody>('/audit/actor', { login: login.trim() }) : undefined;
  const rest = { from, to, actor: account?.id };
  const id = number.trim();
  if (!views) {
    return {
      kind: 'search',
      body: given({ ...rest, plugin: event ? '' : plugin, event, person: person?.id, object: id }),
    };
  }
  return { kind: 'seen', body: given({ ...rest, ...(person ? { person: person.id } : { id }) }) };
}

export const ask = ({ kind, body }: Question, after?: string) =>
  api.post<RowPage>(`/audit/${kind}`, { ...body, ...(after && { after }) });

/** A UUID or a code in Latin letters, as the server takes it: neither a name nor a phone gets into the log. */
export const isNumber = (text: string) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) || /^[A-Za-z][A-Za-z0-9_.:-]{0,79}$/.test(text);

export const useSeal = () => useQuery({ ...apiQuery<SealState>('/audit/seal'), refetchInterval: 30_000 });

/** The catalogue in the reader's language. */
export function useEvents() {
  const { language } = useLanguage();
  const { data = [] } = useQuery({ ...apiQuery<CatalogueEvent[]>('/audit/events'), staleTime: Infinity });
  const words = new Map(data.map(({ event, ru, means }) => [event, language === 'en' ? means : (ru ?? means)]));
  const plugins = new Map(data.map(({ plugin, of }) => [plugin, of[language]]));
  return {
    events: data,
    /** What happened, in words; the name of an event that is not declared any more. */
    words: (event: string) => words.get(event) ?? event,
    plugins: [...plugins].map(([value, label]) => ({ value, label })),
    plugin: (id: string) => plugins.get(id) ?? id,
  };
}
