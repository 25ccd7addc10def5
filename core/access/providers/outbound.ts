import { EntryRefusal } from './refusal';

const largest = 256 * 1024;
const waitMs = 8_000;

/**
 * A call to a provider whose address the operator has set: no redirects, eight seconds, 256 kB. Throws an EntryRefusal:
 * silent when it cannot be reached or fails, refused when it says no.
 */
export async function callProvider(url: string, options: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url, { ...options, redirect: 'error', signal: AbortSignal.timeout(waitMs) }).catch(
    (error: Error) => {
      throw new EntryRefusal('provider-silent', error.message);
    },
  );
  const text = await bodyOf(answer);
  if (answer.status >= 500) throw new EntryRefusal('provider-silent', `HTTP ${answer.status}`);
  if (!answer.ok) throw new EntryRefusal('provider-refused', `HTTP ${answer.status} ${errorCode(text)}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new EntryRefusal('provider-refused', 'the answer is not JSON');
  }
}

async function bodyOf(answer: Response): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  if (!answer.body) return '';
  try {
    for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > largest) throw new EntryRefusal('provider-refused', 'the answer is too large');
      parts.push(Buffer.from(part));
    }
  } catch (error) {
    throw error instanceof EntryRefusal ? error : new EntryRefusal('provider-silent', (error as Error).message);
  }
  return Buffer.concat(parts).toString('utf8');
}

// Only the code of RFC 6749: its description could carry anything.
function errorCode(text: string) {
  return /"error"\s*:\s*"([\w-]{1,60})"/.exec(text)?.[1] ?? '';
}
