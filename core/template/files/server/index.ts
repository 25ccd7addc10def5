import { definePlugin } from '@regiso/core';
import { permissions } from '../shared';
import { loadDemo } from './demo';
import { migrations } from './migrations';
import { Note } from './models/note';
import { createNote, listNotes } from './routes/notes';
import { notes } from './warehouse/facts';
import { pagesWritten } from './warehouse/indicators';

export default definePlugin({
  id: 'sample',
  title: 'Sample',
  requires: ['participants'],
  permissions,
  roles: { operator: ['sample.read', 'sample.edit'], analyst: ['sample.read'] },
  models: [Note],
  migrations,
  routes: [listNotes, createNote],
  facts: [notes],
  indicators: [pagesWritten],
  events: {
    'sample.note-written': {
      means: 'A note was written for an organisation',
      ru: 'Для организации написана заметка',
      details: ['pages'],
    },
    'sample.demo-loaded': {
      means: 'Made-up notes were written for the demonstration',
      ru: 'Для демонстрации написаны вымышленные заметки',
      details: ['notes'],
    },
  },
  demo: loadDemo,
});
