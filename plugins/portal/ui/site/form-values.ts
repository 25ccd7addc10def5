/** Puts values into a form as hidden fields, in place of those that are there under these names. */
export function putInto(form: HTMLFormElement, values: Record<string, string>) {
  for (const [name, value] of Object.entries(values)) {
    const there = form.querySelector<HTMLInputElement>(`input[type=hidden][name=${name}]`);
    const field = there ?? document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    if (!there) form.append(field);
  }
}
