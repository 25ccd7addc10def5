import { dayBoard } from './day';
import { journalsBoard } from './journals';
import { outcomesBoard } from './outcomes';
import { vacanciesBoard } from './vacancies';

export const dashboards = [dayBoard, journalsBoard, outcomesBoard, vacanciesBoard];
