import type { core } from 'zod';

type Issue = { path: (string | number)[]; message: string };
export type Problem = {
  status: number;
  code: string;
  title: { ru: string; en: string };
  detail?: string;
  issues?: Issue[];
};

/** An error meant for the caller. It becomes RFC 9457 problem+json; anything else becomes a 500 that says nothing. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds?: number,
  ) {
    super(problem.detail ?? problem.title.en);
    this.name = 'ProblemError';
  }
}

const titles = {
  'invalid-input': { ru: 'Проверьте введённые данные', en: 'Check the input' },
  'sign-in-required': { ru: 'Войдите, чтобы продолжить', en: 'Sign in to continue' },
  forbidden: { ru: 'У вас нет права на это действие', en: 'You have no right to do this' },
  'not-found': { ru: 'Не найдено', en: 'Not found' },
  conflict: { ru: 'Действие противоречит текущему состоянию', en: 'Conflicts with the present state' },
  'too-large': { ru: 'Файл слишком большой', en: 'The file is too large' },
  'too-many-requests': { ru: 'Слишком много запросов, подождите', en: 'Too many requests, please wait' },
  unavailable: { ru: 'Сервис временно недоступен', en: 'Temporarily unavailable' },
  internal: { ru: 'Внутренняя ошибка. Мы уже знаем о ней', en: 'Internal error. We know about it already' },
} as const;

type Code = keyof typeof titles;

const problem = (status: number, code: Code, detail?: string, issues?: Issue[]) =>
  new ProblemError({ status, code, title: titles[code], ...(detail && { detail }), ...(issues && { issues }) });

/** 400 with the path of each bad field; takes zod's issues or your own. */
export function invalidInput(issues: readonly core.$ZodIssue[] | Issue[] | string) {
  if (typeof issues === 'string') return problem(400, 'invalid-input', issues);
  const list = issues.map((issue) => ({ path: issue.path.map(pathPart), message: issue.message }));
  return problem(400, 'invalid-input', undefined, list);
}

const pathPart = (part: PropertyKey) => (typeof part === 'symbol' ? String(part) : part);

export const signInRequired = () => problem(401, 'sign-in-required');
export const forbidden = (detail?: string) => problem(403, 'forbidden', detail);
export const notFound = (what?: string) => problem(404, 'not-found', what);
export const conflict = (detail: string) => problem(409, 'conflict', detail);
export const tooLarge = (detail: string) => problem(413, 'too-large', detail);
export const internalProblem = () => problem(500, 'internal').problem;

/** 429; the caller may come back after so many seconds. */
export function tooManyRequests(retryAfterSeconds: number) {
  return new ProblemError(
    { status: 429, code: 'too-many-requests', title: titles['too-many-requests'] },
    retryAfterSeconds,
  );
}

/** 503; the caller may come back after so many seconds. */
export function unavailable(detail: string, retryAfterSeconds = 5) {
  return new ProblemError({ status: 503, code: 'unavailable', title: titles.unavailable, detail }, retryAfterSeconds);
}

/** 503 while more people ask than can be answered at once; pages of the cabinets ask again by themselves after so many seconds. */
export const crowded = (retryAfterSeconds: number) =>
  new ProblemError(
    {
      status: 503,
      code: 'crowded',
      title: { ru: 'Сейчас очень много обращений', en: 'Very many people ask right now' },
      detail: 'Ваше место в очереди сохранено. Страница откроется сама, обновлять её не нужно.',
    },
    retryAfterSeconds,
  );

/** 403 until the rules in force are confirmed (OPR-24). */
export const rulesUnread = () =>
  new ProblemError({
    status: 403,
    code: 'rules-unread',
    title: { ru: 'Сначала прочитайте правила и подтвердите это', en: 'Read the rules and confirm that first' },
  });
