import type { Words } from '../ru';
import { ask } from './ask';
import { documents } from './documents';
import { examResults } from './exam-results';
import { figures } from './figures';
import { kindergartens } from './kindergartens';
import { register } from './register';
import { site } from './site';

/** All words of the public site in English. */
export const en: Words = { ...site, ...ask, ...documents, ...examResults, ...kindergartens, ...register, ...figures };
