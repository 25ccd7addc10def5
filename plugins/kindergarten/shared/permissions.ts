export const permissions = {
  'kindergarten.read-figures': 'Видеть показатели очереди и мест, без людей',
  'kindergarten.read-queue': 'Видеть заявления, очередь и её историю в своих пределах',
  'kindergarten.keep-queue': 'Принимать заявления, проверять льготы, вести очередь',
  'kindergarten.allocate': 'Проводить комплектование и подтверждать чужое',
  'kindergarten.exchange': 'Обмениваться заявлениями с федеральным порталом',
  'kindergarten.read-groups': 'Видеть группы и детей детского сада',
  'kindergarten.keep-groups': 'Вести группы, зачислять и отчислять детей',
  'kindergarten.mark-attendance': 'Отмечать посещение',
} as const;
