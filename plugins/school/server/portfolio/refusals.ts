/** What is refused of portfolios, in English. */
export const portfolioRefusals: Readonly<Record<string, string>> = {
  'Портфолио не найдено': 'The portfolio was not found',
  'Достижение не найдено': 'The achievement was not found',
  'Портфолио открывают только сам ученик, его представители и его школа':
    'A portfolio is opened by the pupil, by who stands for the pupil, and by the school alone',
  'Портфолио класса открывают классный руководитель и завуч':
    'Portfolios of a class are opened by its class teacher and the head teacher',
  'Портфолио подтверждают классный руководитель и завуч':
    'Portfolios are confirmed by the class teacher and the head teacher',
  'Портфолио ведёт сам ученик: вы можете его смотреть': 'The pupil keeps the portfolio: you can look at it',
  'Показать портфолио другим решает ваш законный представитель':
    'Who stands for you decides whether others see the portfolio',
  'Показать портфолио другим решает сам ученик': 'The pupil decides whether others see the portfolio',
  'Ученик сейчас нигде не учится: портфолио можно смотреть, скрывать и удалять':
    'The pupil is in no class now: the portfolio can be read, hidden and removed',
  'Школа сейчас не подключена: портфолио можно смотреть, скрывать и удалять':
    'The school is not connected now: the portfolio can be read, hidden and removed',
  'В портфолио не больше {} достижений': 'A portfolio holds {} achievements at most',
  'Эту запись уже изменили: посмотрите, что в ней сейчас':
    'Somebody has changed this meanwhile: look at what it says now',
  'На это достижение уже ответили: обновите страницу': 'This achievement is answered already: reload the page',
  'Такое достижение подтверждают по документу, а он не приложен: верните его с причиной':
    'Such an achievement is confirmed by a document, and there is none: return it with the reason',
  'Этот день ещё не наступил': 'This day has not come yet',
  'Такого вида достижений сейчас нет': 'There is no such kind of achievements now',
  'Последний день ссылки уже прошёл': 'The last day of the link has passed',
  'Ссылка действует не дольше {} дней': 'A link holds for {} days at most',
  'Действующей ссылки уже нет: обновите страницу': 'No link holds any more: reload the page',
  'Напишите, почему возвращено': 'Say why it is returned',
  'Ссылка открывает данные ребёнка: нужно согласие с текстом на странице':
    'The link opens data of a child: agree to the text of the page',
};
