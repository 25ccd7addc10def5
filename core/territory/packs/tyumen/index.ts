import type { RegionPack } from '../../pack';
import { russianCalendar } from '../../russia';
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
  mapAttribution: openStreetMap,
  attributions: [
    { text: openStreetMap, covers: 'names, centres and label points of municipalities' },
    { text: 'HFLabs, DaData.ru — CC BY-SA 4.0', covers: 'OKTMO and FIAS codes of the region and of five cities' },
  ],
};
