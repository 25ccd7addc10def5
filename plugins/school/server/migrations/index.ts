import type { Migration } from '@regiso/core';
import { classes } from './001-classes';
import { journal } from './002-journal';
import { reachOfConnected } from './003-reach-of-connected';
import { studyYear } from './010-study-year';
import { timetableDrafts } from './011-timetable-drafts';
import { reopenings } from './012-2026-11-27-1115-reopenings';
import { yearMarks } from './013-2026-11-27-1130-year-marks';
import { changeRequests } from './014-2026-11-27-1150-change-requests';
import { posts } from './020-posts';
import { homework } from './040-homework';
import { excuses } from './041-excuses';
import { handins } from './042-2026-11-27-1745-handins';
import { cancelledLessons } from './043-2026-11-28-0410-cancelled-lessons';
import { alternateWeeks } from './044-2026-11-28-0425-alternate-weeks';
import { certificates } from './045-2026-11-28-0435-certificates';
import { halfHours } from './046-2026-11-28-0450-half-hours';
import { departures } from './047-2026-11-28-0515-departures';
import { portfolios } from './048-2026-11-28-0725-portfolios';
import { figures } from './049-2026-11-28-0730-figures';
import { countedFigures } from './050-2026-11-28-1415-counted-figures';
import { timetableExchange } from './051-2026-11-28-1820-timetable-exchange';
import { givenPeriod } from './052-2026-11-28-1900-given-period';
import { statisticalForms } from './053-2026-11-28-1830-statistical-forms';
import { journalArchives } from './054-2026-11-28-1810-journal-archives';
import { riskNotes } from './055-2026-11-28-1825-risk-notes';

export const migrations: Migration[] = [
  classes,
  journal,
  reachOfConnected,
  studyYear,
  timetableDrafts,
  reopenings,
  yearMarks,
  changeRequests,
  posts,
  homework,
  excuses,
  handins,
  cancelledLessons,
  alternateWeeks,
  certificates,
  halfHours,
  departures,
  portfolios,
  figures,
  countedFigures,
  timetableExchange,
  givenPeriod,
  statisticalForms,
  journalArchives,
  riskNotes,
];
