import { currentLanguage } from '../texts/i18n';
import { apiAddress, proved, refusal } from './client';
import { offline } from './problem';

/** Asks the server for a file and lets the browser keep it; gives its name: that of the answer, or else the given one. Refusals are ProblemErrors, like those of `api`. */
export const saveFile = (path: string, body: unknown = {}, otherwise = 'file'): Promise<string> =>
  proved(() => take(path, body, otherwise));

async function take(path: string, body: unknown, otherwise: string): Promise<string> {
  const answer = await fetch(apiAddress(path), {
    method: 'POST',
    headers: { Accept: '*/*', 'Accept-Language': currentLanguage(), 'Content-Type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  }).catch(() => {
    throw offline();
  });
  if (!answer.ok) throw refusal(answer.status, await answer.text(), answer.headers.get('Retry-After'));
  const name = nameIn(answer.headers.get('Content-Disposition') ?? '') ?? otherwise;
  const file = await answer.blob().catch(() => {
    throw offline();
  });
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return name;
}

// A name beyond Latin letters stands encoded beside the one for old browsers (RFC 6266).
function nameIn(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition)?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/.exec(disposition)?.[1];
}
