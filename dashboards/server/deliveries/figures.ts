import { ProblemError } from '@regiso/core';
import type { Answer, DashboardView, Sheet } from '../../shared';
import { Question } from '../../shared';
import { choiceFrom, type Choice } from '../../shared/choice';
import { batchOf } from '../../shared/questions';
import { sheetsOf } from '../../shared/sheets';
import { answerer } from '../answers';
import { dashboardView, findDashboard } from '../board';
import { exportAnswers } from '../export';
import { dimensionTitle, titlesOf, type Language } from '../titles';
import { deliveryWords } from './words';

export type Asked = { dashboard: string; search: Readonly<Record<string, string>>; language: Language };
export type Replied = { question: Question; answer: Answer } | { question: Question; problem: string; status: number };
export type Figures = {
  view: DashboardView;
  title: string;
  /** What the board is narrowed to, in words. */
  words: string;
  language: Language;
  replies: readonly Replied[];
  sheets: readonly Sheet[];
};

/** All tables of a board as the present actor would see them now. Throws when the board is closed or the warehouse does not answer. */
export async function figuresOf({ dashboard, search, language }: Asked): Promise<Figures> {
  const { item, plugin } = findDashboard(dashboard);
  const view = await dashboardView(dashboard, language);
  const choice = choiceFrom(view, search);
  const tiles = view.tiles.map(({ id }) => id);
  const { questions, sheets } = sheetsOf(view, batchOf(view, choice), tiles, deliveryWords(language).figures);
  const answerOf = await answerer({ questions, dashboard, language });
  const replies: Replied[] = [];
  // One after another: they share the connection of the present transaction.
  for (const asked of questions) replies.push(await replyTo(Question.parse(asked), answerOf));
  const title = (language === 'en' && item.titleEn) || item.title;
  return { view, title, words: await wordsOf(choice, view, plugin, language), language, replies, sheets };
}

async function replyTo(question: Question, answerOf: (asked: Question) => Promise<Answer>): Promise<Replied> {
  try {
    return { question, answer: await answerOf(question) };
  } catch (error) {
    // What the warehouse could not do now is tried again later.
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
    return { question, problem: error.message, status: error.problem.status };
  }
}

/** «Год: 2026; Территория: Ишим». */
export async function wordsOf(
  choice: Choice,
  view: DashboardView,
  plugin: Parameters<typeof titlesOf>[2],
  language: Language,
): Promise<string> {
  const parts: string[] = [];
  for (const [name, values] of Object.entries(choice)) {
    const filter = view.filters.find(({ by }) => by === name);
    const titled = await titlesOf(name, values, plugin, language);
    const words = values.map((value) => filter?.options.find((one) => one.value === value)?.title ?? titled(value));
    parts.push(`${filter?.title ?? view.dimensionTitles[name] ?? dimensionTitle(name, language)}: ${words.join(', ')}`);
  }
  return parts.join('; ');
}

/** The workbook that the page gives; tiles that could not be answered are left out. */
export function workbookOf({ view, title, words, language, replies, sheets }: Figures): Promise<Buffer> {
  const answered = replies.flatMap((reply, at) => ('answer' in reply ? [{ at, ...reply }] : []));
  const places = new Map(answered.map(({ at }, place) => [at, place]));
  return exportAnswers({
    title: words ? `${title}. ${words}` : title,
    language,
    questions: answered.map(({ question }) => question),
    answers: answered.map(({ answer }) => answer),
    sheets: sheets
      .map((sheet) => ({ ...sheet, questions: sheet.questions.flatMap((at) => places.get(at) ?? []) }))
      .filter(({ questions }) => questions.length),
    within: view.within,
  });
}
