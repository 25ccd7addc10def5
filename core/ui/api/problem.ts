import { currentLanguage } from '../texts/i18n';

export type ProblemIssue = { path: (string | number)[]; message: string };
type ProblemBody = {
  status: number;
  code: string;
  title: string;
  titleEn?: string;
  detail?: string;
  issues?: ProblemIssue[];
};

/** What the server (or the way to it) refused, in words for the reader. `code` is stable, texts are not. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string | undefined;
  readonly issues: readonly ProblemIssue[];
  readonly retryAfterSeconds: number | undefined;

  constructor(body: ProblemBody, retryAfterSeconds?: number) {
    super(currentLanguage() === 'en' ? (body.titleEn ?? body.title) : body.title);
    this.name = 'ProblemError';
    this.status = body.status;
    this.code = body.code;
    this.detail = body.detail;
    this.issues = body.issues ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer at all: no network, or the server does not stand. */
export const offline = () =>
  new ProblemError({
    status: 0,
    code: 'offline',
    title: 'Нет связи с сервером',
    titleEn: 'No connection to the server',
  });

/** Reads problem+json; anything else (a proxy's page) becomes a problem that says only its status. */
export function problemFrom(status: number, text: string, retryAfter: string | null): ProblemError {
  const wait = Number(retryAfter);
  const seconds = Number.isFinite(wait) && wait > 0 ? wait : undefined;
  return new ProblemError(parsed(text) ?? unknown(status), seconds);
}

function parsed(text: string): ProblemBody | undefined {
  try {
    const body = JSON.parse(text) as Partial<ProblemBody> | null;
    return body?.code && body.title && body.status ? (body as ProblemBody) : undefined;
  } catch {
    return undefined;
  }
}

const unknown = (status: number): ProblemBody => ({
  status,
  code: status >= 500 ? 'unavailable' : 'refused',
  title: status >= 500 ? 'Сервис временно недоступен' : 'Запрос отклонён',
  titleEn: status >= 500 ? 'Temporarily unavailable' : 'The request was refused',
});
