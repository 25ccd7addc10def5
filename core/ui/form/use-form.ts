import { useState } from 'react';
import type { ProblemError } from '../api/problem';

export type FormErrors = Readonly<Record<string, string>>;

/** Texts of the server's issues by field: `payload.name` → `name`, nested fields joined by dots. */
export function errorsByField(problem: Pick<ProblemError, 'issues'>): FormErrors {
  const entries = problem.issues.map(({ path, message }) => {
    const [where, ...rest] = path;
    const own = where === 'payload' || where === 'query' ? rest : path;
    return [own.join('.'), message] as const;
  });
  return Object.fromEntries(entries.reverse());
}

/** Values of a form and what is wrong with them: `<TextInput label="…" {...form.field('name')} />`. */
export function useForm<T extends Record<string, unknown>>(initial: T) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FormErrors>({});
  const set = <K extends keyof T & string>(name: K, value: T[K]) => {
    setValues((old) => ({ ...old, [name]: value }));
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([key]) => key !== name)));
  };
  const field = <K extends keyof T & string>(name: K) => ({
    id: `field-${name}`,
    name,
    value: values[name],
    error: errors[name],
    onChange: (given: unknown) => set(name, valueOf(given) as T[K]),
  });
  const reset = (to: T = initial) => {
    setValues(to);
    setErrors({});
  };
  return { values, set, field, errors, setErrors, reset, isTouched: values !== initial };
}

// Native fields give an event, composed ones the value itself.
function valueOf(given: unknown): unknown {
  const field = (given as { currentTarget?: unknown } | null)?.currentTarget;
  if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked;
  const isField =
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
  return isField ? field.value : given;
}
