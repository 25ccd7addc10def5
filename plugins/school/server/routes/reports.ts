import { z } from 'zod';
import { asDownload, audit, route } from '@regiso/core';
import { ClassReport, PeriodReport, ReportQuery, SubjectReport } from '../../shared';
import { classReport, periodReport } from '../services/class-report';
import { classWorkbook, periodWorkbook } from '../services/report-sheets';
import { subjectBook, subjectReport } from '../services/subject-report';
import { workbookType } from '../services/workbook';

const teaches = { permission: 'school.teach', within: 'reach' } as const;
const oversees = { permission: 'school.oversee', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const ofClass = route({
  method: 'GET',
  path: '/classes/{id}/report',
  access: teaches,
  recorded: true,
  summary: 'Marks of a period by pupil and subject, and lessons missed, of a class that one leads or oversees',
  params,
  query: ReportQuery,
  reply: ClassReport,
  handler: ({ params: { id }, query: { period } }) => classReport(id, period),
});

const fileOfClass = route({
  method: 'POST',
  path: '/classes/{id}/report/file',
  reads: true,
  access: teaches,
  summary: 'The report of a class as a workbook',
  params,
  payload: ReportQuery,
  handler: async ({ params: { id }, payload: { period }, h }) => {
    const report = await classReport(id, period, 'school.class-report-exported');
    return asDownload(h.response(await classWorkbook(report)), `Отчёт ${report.name}.xlsx`, workbookType);
  },
});

const ofPeriod = route({
  method: 'GET',
  path: '/periods/{id}/report',
  access: oversees,
  summary: 'All classes of a period in numbers: quality, success, averages, lessons missed',
  params,
  reply: PeriodReport,
  handler: ({ params: { id } }) => periodReport(id),
});

const fileOfPeriod = route({
  method: 'POST',
  path: '/periods/{id}/report/file',
  reads: true,
  access: oversees,
  summary: 'All classes of a period in numbers, as a workbook',
  params,
  handler: async ({ params: { id }, h }) => {
    const report = await periodReport(id);
    await audit('school.period-report-exported', { type: 'period', id }, { classes: report.classes.length });
    return asDownload(h.response(await periodWorkbook(report)), 'Отчёт по классам.xlsx', workbookType);
  },
});

const ofSubjects = route({
  method: 'GET',
  path: '/periods/{id}/subjects',
  access: oversees,
  summary: 'Marks of a period by subject, class and teacher, in numbers',
  params,
  reply: SubjectReport,
  handler: ({ params: { id } }) => subjectReport(id),
});

const fileOfSubjects = route({
  method: 'POST',
  path: '/periods/{id}/subjects/file',
  reads: true,
  access: oversees,
  summary: 'Marks of a period by subject, class and teacher, as a workbook',
  params,
  handler: async ({ params: { id }, h }) => {
    const report = await subjectReport(id);
    await audit('school.subject-report-exported', { type: 'period', id }, { journals: report.lines.length });
    return asDownload(h.response(await subjectBook(report)), 'Отчёт по предметам.xlsx', workbookType);
  },
});

export const reportRoutes = [ofClass, fileOfClass, ofPeriod, fileOfPeriod, ofSubjects, fileOfSubjects];
