/** One choice of an import, read from the JSON Schema of its kind. */
export type OptionField = {
  name: string;
  title: string;
  description: string;
  type: 'text' | 'number' | 'yes-no' | 'choice';
  /** Values of a choice or suggestions for a text, with words where the schema has them. */
  values: { value: string; label: string }[];
  initial: string;
  isRequired: boolean;
  longest: number | undefined;
};

type Property = {
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: string[];
  examples?: string[];
  /** Words for the values, given by the importer beside the schema. */
  words?: Readonly<Record<string, string>>;
  default?: unknown;
  maxLength?: number;
};
type Schema = { properties?: Readonly<Record<string, Property>>; required?: readonly string[] };

/** Fields of the choices a kind offers; none when it offers none. */
export function optionFields(schema: unknown): OptionField[] {
  const { properties = {}, required = [] } = (schema ?? {}) as Schema;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    title: property.title ?? name,
    description: property.description ?? '',
    type: typeOf(property),
    values: (property.enum ?? property.examples ?? []).map((value) => ({
      value,
      label: property.words?.[value] ?? value,
    })),
    initial: textOf(property.default),
    isRequired: required.includes(name) && property.default === undefined,
    longest: property.maxLength,
  }));
}

function typeOf({ type, enum: values }: Property): OptionField['type'] {
  if (values) return 'choice';
  const types = [type].flat();
  if (types.includes('boolean')) return 'yes-no';
  return types.includes('integer') || types.includes('number') ? 'number' : 'text';
}

const textOf = (value: unknown) => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

export type OptionValues = Readonly<Record<string, string>>;

/** What the form shows at first: what was chosen before, else the default. */
export const initialValues = (
  fields: readonly OptionField[],
  chosen: Readonly<Record<string, unknown>>,
): OptionValues =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, name in chosen ? textOf(chosen[name]) : initial]));

/** What is sent: numbers as numbers, empty fields not at all. */
export const optionsToSend = (fields: readonly OptionField[], values: OptionValues): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap(({ name, type }): [string, unknown][] => {
      const text = (values[name] ?? '').trim();
      if (type === 'yes-no') return [[name, text === 'true']];
      if (text === '') return [];
      return [[name, type === 'number' ? numberOf(text) : text]];
    }),
  );

// What is no number goes as it is: the server says so beside the field's name.
const numberOf = (text: string) => {
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
};
