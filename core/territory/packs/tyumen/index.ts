import type { RegionPack } from '../../pack';
import { russianCalendar } from '../../russia';
import { bodies } from './bodies';
import { demo } from './demo';
import { municipalities } from './municipalities';
import { settlements } from './settlements';

const openStreetMap = '© OpenStreetMap contributors, ODbL 1.0';

/** Tyumen oblast without the autonomous okrugs. */
export const pack: RegionPack = {
  id: 'tyumen',
  code: 'RU-TYU',
  name: 'Тюменская область',
  nameEn: 'Tyumen Oblast',
  oktmo: '71000000',
  timeZone: 'Asia/Yekaterinburg',
  municipalities,
  settlements,
  calendar: russianCalendar,
  bodies,
  publishedExamMeans: [
    {
      year: 2019,
      source: 'newsprom.ru, новость 247182',
      bySubject: {
        chemistry: 56.8,
        'foreign-lang': 73,
        geography: 61.6,
        informatics: 59.8,
        literature: 57.9,
        'math-base': 4.31,
        'math-pro': 54.3,
        russian: 66.6,
      },
    },
  ],
  demo,
  mapAttribution: openStreetMap,
  attributions: [
    { text: openStreetMap, covers: 'names, centres and label points of municipalities' },
    { text: 'HFLabs, DaData.ru — CC BY-SA 4.0', covers: 'OKTMO and FIAS codes of the region and of five cities' },
  ],
};
