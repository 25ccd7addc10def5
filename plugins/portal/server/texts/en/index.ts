import type { Words } from '../ru';
import { documents } from './documents';
import { figures } from './figures';
import { register } from './register';
import { site } from './site';

/** All words of the public site in English. */
export const en: Words = { ...site, ...documents, ...register, ...figures };
