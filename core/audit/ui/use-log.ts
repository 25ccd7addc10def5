import { useEffect, useState } from 'react';
import { ProblemError, useMe, useMutation, useTexts, useToday, useUrlState } from '@regiso/core/ui';
import { ask, isNumber, nothingAsked, questionOf, type Asked, type Found } from './model';
import type { Errors } from './parts/Filters';
import { daysOf } from './periods';
import { texts } from './texts';
import { askedAbout, forgetAsked } from './who-looked';

// Who and whose stay out of the address; going back finds the last search here as long as the page lives.
let last: { login: string | null | undefined; values: Asked; found: Found | undefined } | undefined;

const inAddress = { from: '', to: '', plugin: '', event: '' };

/** What stands there at first: the person one came to ask about, the last search of the same reader, or the address. */
function useBeginning() {
  const { login } = useMe();
  const today = useToday();
  const [address, writeAddress] = useUrlState(inAddress);
  const known = last?.login === login ? last : undefined;
  const week = { ...nothingAsked, ...daysOf('week', today) };
  const values = (): Asked => {
    const person = askedAbout();
    if (person) return { ...nothingAsked, views: true, person };
    if (known) return known.values;
    return Object.values(address).some(Boolean) ? { ...nothingAsked, ...address } : week;
  };
  return { login, week, values, found: () => (askedAbout() ? undefined : known?.found), writeAddress };
}

/** What is filled in, what was found by it, and the ways to ask: nothing is asked before `find`. */
export function useLog() {
  const beginning = useBeginning();
  const { login, week, writeAddress } = beginning;
  const [values, setValues] = useState(beginning.values);
  const [errors, setErrors] = useState<Errors>({});
  const [found, setFound] = useState(beginning.found);
  const refusals = useRefusals();
  const { search, more } = useAsking(setFound, setErrors);
  useEffect(() => {
    last = { login, values, found };
  }, [login, values, found]);
  const find = () => {
    const wrong = refusals(values);
    setErrors(wrong);
    if (Object.keys(wrong).length) return;
    const { from, to, plugin, event, views } = values;
    writeAddress({ from, to, plugin: views ? '' : plugin, event: views ? '' : event });
    more.reset();
    search.mutate(values);
  };
  useEffect(() => {
    // The button on the card was the wish to search.
    if (!askedAbout()) return;
    forgetAsked();
    find();
  });
  const change = (some: Partial<Asked>) => {
    setValues((old) => ({ ...old, ...some }));
    setErrors({});
  };
  const clear = () => {
    setValues(week);
    setErrors({});
    setFound(undefined);
    search.reset();
    writeAddress(inAddress);
  };
  return { values, errors, found, search, more, find, change, clear };
}

function useAsking(setFound: (found: Found) => void, setErrors: (errors: Errors) => void) {
  const search = useMutation({
    mutationFn: async (asked: Asked): Promise<Found> => {
      const question = await questionOf(asked);
      const { items, next } = await ask(question);
      return { asked, question, rows: items, next };
    },
    onSuccess: setFound,
    onError: (error) => {
      if (isUnknownLogin(error)) setErrors({ login: error.detail ?? error.message });
    },
  });
  const more = useMutation({
    mutationFn: (from: Found) => ask(from.question, from.next ?? undefined),
    onSuccess: ({ items, next }, from) => setFound({ ...from, rows: [...from.rows, ...items], next }),
  });
  return { search, more };
}

const isUnknownLogin = (error: unknown): error is ProblemError => error instanceof ProblemError && error.status === 404;

function useRefusals() {
  const t = useTexts(texts);
  return ({ from, to, number, views, person }: Asked): Errors => ({
    ...(from && to && from > to && { from: t('period.wrong') }),
    ...(number.trim() && !isNumber(number.trim()) && { number: t('number.wrong') }),
    ...(views && !person && !number.trim() && { person: t('views.whose') }),
  });
}
