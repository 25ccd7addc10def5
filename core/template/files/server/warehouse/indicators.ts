import { indicator } from '@regiso/core';
import { notes } from './facts';

export const pagesWritten = indicator({
  id: 'sample.pages',
  title: 'Pages written',
  unit: 'count',
  better: 'neither',
  numerator: { sum: 'pages', of: notes, reads: 'pages of all notes' },
  by: ['municipality', 'organisation', 'written_on'],
});
