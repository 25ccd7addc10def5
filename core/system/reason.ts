const mark = '…';

/**
 * The cause of a failure without what could tell of a person: values in quotes and brackets, names, addresses of mail,
 * long numbers. One line, at most 200 characters.
 */
export function withoutPersons(reason: string): string {
  const [line = ''] = reason.split('\n');
  return line
    .replace(/\([^)]*\)=\([^)]*\)/g, mark)
    .replace(/«[^»]*»|'[^']*'|"[^"]*[^\w."-][^"]*"/g, mark)
    .replace(/[^\s@]+@[^\s@]+/g, mark)
    .replace(/[А-ЯЁ][а-яё-]+(\s+[А-ЯЁ](\.|[а-яё-]+)){1,}/g, mark)
    .replace(/\+?\d[\d\s()-]{4,}\d/g, mark)
    .slice(0, 200);
}
