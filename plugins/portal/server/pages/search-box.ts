import { attributes, html } from '../html';
import { icon } from '../icons';
import type { Visit } from '../visit';

type Box = { id: string; label: string; value?: string | undefined; big?: boolean };

/** The labelled search field with its button; sends to the list of organisations also without scripts. */
export const searchBox = ({ words }: Visit, { id, label, value, big }: Box) =>
  html`<form class="${big ? 'search search-big' : 'search'}" action="/organisations" role="search">
    ${searchField(id, label, value)} <button class="button">${icon('search')}<span>${words.home.find}</span></button>
  </form>`;

export const searchField = (id: string, label: string, value?: string) =>
  html`<div class="field search-field"><label for="${id}">${label}</label><input${attributes({
    id,
    name: 'q',
    type: 'search',
    value,
    maxlength: 200,
    autocomplete: 'off',
    enterkeyhint: 'search',
    'data-suggest': true,
  })}></div>`;

type Choice = { value: string; text: string };
type Select = {
  id: string;
  name: string;
  label: string;
  any?: string;
  chosen?: string | undefined;
  choices: readonly Choice[];
};

/** A labelled list to choose one of; `any` is the empty choice. */
export const selectField = ({ id, name, label, any, chosen, choices }: Select) =>
  html`<div class="field">
    <label for="${id}">${label}</label
    ><select id="${id}" name="${name}">
      ${any !== undefined && html`<option value="">${any}</option>`}${choices.map(
        ({ value, text }) => html`<option${attributes({ value, selected: value === chosen })}>${text}</option>`,
      )}
    </select>
  </div>`;
