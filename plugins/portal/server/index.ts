import { definePlugin } from '@regiso/core';
import { about } from './pages/about';
import { accessibility } from './pages/accessibility';
import { ask, question } from './pages/ask';
import { assets, favicon } from './pages/assets';
import { documents } from './pages/documents';
import { examResultAnswer, examResultForm } from './pages/exam-results';
import { exams } from './pages/exams';
import { robots, sitemap, sitemapPart } from './pages/for-robots';
import { home } from './pages/home';
import { kindergartenPlaces, kindergartenPoints } from './pages/kindergarten-points';
import { kindergartens } from './pages/kindergartens';
import { map } from './pages/map';
import { mapPoints } from './pages/map-points';
import { noSuchPage } from './pages/not-found';
import { openData, organisationsCsv, organisationsJson } from './pages/open-data';
import { placesCsv, placesJson } from './pages/open-places';
import { organisation } from './pages/organisation';
import { organisations } from './pages/organisations';
import { suggest } from './pages/suggest';

export default definePlugin({
  id: 'portal',
  title: 'Открытый портал',
  titleEn: 'Public portal',
  requires: ['participants', 'agreements', 'exams', 'dashboards', 'territory', 'support'],
  routes: [
    home,
    organisations,
    suggest,
    organisation,
    map,
    mapPoints,
    kindergartens,
    kindergartenPoints,
    kindergartenPlaces,
    exams,
    examResultForm,
    examResultAnswer,
    about,
    documents,
    accessibility,
    ask,
    question,
    openData,
    organisationsCsv,
    organisationsJson,
    placesCsv,
    placesJson,
    robots,
    sitemap,
    sitemapPart,
    assets,
    favicon,
    noSuchPage,
  ],
});
