/** Pages on which imported results are seen. */
export const resultPages = [
  {
    title: 'Панель «Результаты экзаменов»',
    titleEn: 'Dashboard “Exam results”',
    address: '/app/dashboards/exams.results',
    permission: 'dashboards.view',
  },
  { title: 'Статистика на портале', titleEn: 'Statistics on the portal', address: '/exams' },
] as const;
