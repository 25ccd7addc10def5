import { currentLanguage } from '../texts/i18n';
import { notePageProblem } from './last-problems';
import { offline, ProblemError, problemFrom } from './problem';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Call = { query?: Query | undefined; body?: unknown; signal?: AbortSignal | undefined; once?: string };

let signedOut: () => void = () => undefined;

/** Whom to tell when a call finds that nobody is signed in any more. */
export const onSignedOut = (listener: () => void) => {
  signedOut = listener;
};

/** `/exams/results` → `/api/exams/results`, with the parameters that are given. */
export function apiAddress(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${search && `?${search}`}`;
}

let prove: () => Promise<boolean> = () => Promise.resolve(false);
let proving: Promise<boolean> | undefined;

/** Who asks the person to prove again who they are; gives whether they did. */
export const onProofWanted = (asker: () => Promise<boolean>) => {
  prove = asker;
};

/** Does the work; where it needs a fresh proof of who one is, asks for that, once however many wait, and does it again. */
export async function proved<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'step-up-required')) throw error;
    proving ??= prove().finally(() => (proving = undefined));
    if (!(await proving)) throw error;
    return work();
  }
}

const call = <T>(method: string, path: string, given: Call) => proved(() => send<T>(method, path, given));

async function send<T>(method: string, path: string, { query, body, signal, once }: Call): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': currentLanguage() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (once) headers['Idempotency-Key'] = once;
  const answer = await fetch(apiAddress(path, query), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : notePageProblem(offline());
  });
  const text = await answer.text();
  if (!answer.ok) throw refusal(answer.status, text, answer.headers.get('Retry-After'));
  return (text ? JSON.parse(text) : undefined) as T;
}

/** The problem that an answer carries; a lost sign-in is told to whoever listens. */
export function refusal(status: number, text: string, retryAfter: string | null) {
  const problem = notePageProblem(problemFrom(status, text, retryAfter));
  if (problem.code === 'sign-in-required') signedOut();
  return problem;
}

const unanswered = new Map<string, string>();

/**
 * What was sent and never answered keeps its key, so that sending it again makes nothing twice; an answer ends the key.
 * Secrets are not kept waiting for that.
 */
async function keyed<T>(path: string, body: unknown, send: (key: string) => Promise<T>): Promise<T> {
  const what = `${path} ${JSON.stringify(body)}`;
  if (/"(password|present|next|code)":/.test(what)) return send(crypto.randomUUID());
  const key = unanswered.get(what) ?? crypto.randomUUID();
  unanswered.set(what, key);
  try {
    const answer = await send(key);
    unanswered.delete(what);
    return answer;
  } catch (error) {
    if (error instanceof ProblemError && error.status > 0 && error.status < 500) unanswered.delete(what);
    throw error;
  }
}

type Upload = { onProgress?: ((share: number) => void) | undefined; signal?: AbortSignal | undefined };

/** Sends a form with a file. fetch cannot tell how much is sent, so XMLHttpRequest does it. */
function upload<T>(path: string, form: FormData, { onProgress, signal }: Upload = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiAddress(path));
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total ? loaded / total : 0);
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve((responseText ? JSON.parse(responseText) : undefined) as T);
      else reject(refusal(status, responseText, request.getResponseHeader('Retry-After')));
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

/** Calls of the own server; a refusal is a ProblemError. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path, { query, signal }),
  post: <T>(path: string, body: unknown = {}) => keyed(path, body, (key) => call<T>('POST', path, { body, once: key })),
  /** A POST that happens once however often it is sent under this key: a new UUID for a new intention. */
  once: <T>(path: string, key: string, body: unknown = {}) => call<T>('POST', path, { body, once: key }),
  /** A key, where one is given, makes sending it again the same one change. */
  put: <T>(path: string, body: unknown = {}, key?: string) =>
    call<T>('PUT', path, { body, ...(key !== undefined && { once: key }) }),
  patch: <T>(path: string, body: unknown = {}) => call<T>('PATCH', path, { body }),
  delete: <T>(path: string) => call<T>('DELETE', path, {}),
  upload,
};
