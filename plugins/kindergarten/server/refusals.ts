/** What the kindergarten refuses, in English. */
export const refusals: Readonly<Record<string, string>> = {
  'Личное дело не найдено': 'The personal file was not found',
  '{}: для компенсирующей группы нужны заключение ПМПК и согласие родителя. Внесите их в личное дело':
    '{}: a compensating group needs the conclusion of the commission (PMPK) and the consent of a parent. Write them down in the personal file',
  'В группе нет свободных мест': 'The group has no free places',
  'Детский сад сейчас не подключён: позвоните в группу': 'The kindergarten is not connected now: call the group',
  'Группа закрыта': 'The group is closed',
  'Группа с таким названием в этом учебном году уже есть': 'A group of this name is there already in this school year',
  'Направить можно только того, кто ждёт направления': 'Only who waits for a place can be directed',
  'Очередь или места изменились после прогона. Сделайте новый прогон и предложите его.':
    'The queue or the places have changed since the run. Make a new run and propose it.',
  'Первый детский сад списка должен быть в том же муниципалитете, что и заявление':
    'The first kindergarten of the list must be in the municipality of the application',
  'По этой льготе уже решено': 'This privilege has been decided already',
  'Предложения, на которое можно ответить, нет: оно уже принято, отклонено или истекло':
    'There is no offer to answer: it was accepted, declined or has run out',
  'Приём в группу приостановлен: карантин': 'Admissions to the group are paused: quarantine',
  'Прогон уже в другом состоянии. Обновите страницу.': 'The run is in another state already. Reload the page.',
  'Прогон утверждён: его не отзывают, места возвращают по каждому направлению':
    'The run is confirmed: it is not taken back, places return direction by direction',
  'Расписка будет, когда заявление отправлено': 'The receipt comes once the application is sent',
  'Сейчас список изменить нельзя: ответьте на предложение места или дождитесь решения':
    'The list cannot be changed now: answer the offer or wait for the decision',
  'Семья ещё не согласилась на место или срок истёк': 'The family has not agreed yet, or the term is over',
  'Сначала откажитесь от предложенного места': 'Decline the offered place first',
  'В прежний детский сад ребёнок зачислен с более позднего дня':
    'The child is enrolled in the former kindergarten from a later day',
  'В эти дни ребёнок отмечен в прежнем детском саду: выберите более поздний первый день':
    'In these days the child is marked in the former kindergarten: choose a later first day',
  'Место по заявлению № {} — часть обмена: его проводит муниципалитет одним распоряжением':
    'The place of application {} is a part of an exchange: the municipality carries it out by one order',
  'Группа другого возраста: ребёнок не подходит по возрасту на 1 сентября':
    'The group is of another age: the child does not fit by the age on 1 September',
  'Нужно время с поясом вида 2026-09-01T00:00:03.120+05:00':
    'A time with its zone is needed, such as 2026-09-01T00:00:03.120+05:00',
  'Детских садов — не больше {}': 'No more than {} kindergartens',
  'Номер — от 3 до 60 букв, цифр и знаков . / _ -': 'A number is 3 to 60 letters, digits and signs . / _ -',
  'Этот номер стоит в файле дважды: оставьте одну строку': 'This number stands in the file twice: keep one row',
  'Детского сада с кодом {} нет': 'There is no kindergarten of the code {}',
  'Детских садов с кодом {} несколько: укажите номер в реестре':
    'There are several kindergartens of the code {}: give the id of the register',
  'Первый детский сад вне ваших пределов: файл загружает его муниципалитет или регион':
    'The first kindergarten is beyond your reach: its municipality or the region loads the file',
  'Заявление с этим номером уже принято с другими данными: изменения вносят на его странице':
    'An application of this number was taken with other data: changes are made on its page',
  'Новых статусов для портала нет': 'There are no new statuses for the portal',
  'По этому заявлению уже решено. Обновите страницу.': 'This application has been decided. Reload the page.',
  'О родстве решают, верен ли документ. Обновите страницу.':
    'Of kinship it is decided whether the paper is right. Reload the page.',
  'Группы следующего года вносят в план года': 'Groups of the next year stand in the plan of the year',
  'План ждёт решения муниципалитета: изменить его пока нельзя':
    'The plan awaits the decision of the municipality: it cannot be changed yet',
  'Группы, из которой переходят дети, в этом году нет. Обновите страницу.':
    'A group from which children go on is not there this year. Reload the page.',
  'Такой группы в плане нет. Обновите страницу.': 'The plan has no such group. Reload the page.',
  'План не найден': 'The plan was not found',
  'План не ждёт решения. Обновите страницу.': 'The plan awaits no decision. Reload the page.',
  'Утверждает другой человек: вы этот план предложили': 'Another person approves: you proposed this plan',
  'В группу «{}» уже направляли детей: верните её в план':
    'Children were directed to the group “{}” already: put it back into the plan',
  'В плане нет групп': 'The plan has no groups',
  'Назовите группу': 'Name the group',
  'Две группы названы одинаково': 'Two groups have one name',
  'Группа этого года переходит только в одну группу следующего':
    'A group of this year goes on in one group of the next only',
  'Обмен не найден': 'The exchange was not found',
  'Обмен проводят, когда согласны все семьи. Обновите страницу.':
    'An exchange is carried out once all families agree. Reload the page.',
  'Детские сады ещё не приняли документы по заявлениям: {}':
    'The kindergartens have not taken the documents of these applications yet: {}',
  'Кто-то из детей уже не в той группе, которую отдаёт. Прекратите обмен и найдите новый.':
    'One of the children is no longer in the group it gives. End the exchange and look for another.',
  'Обмен уже завершён. Обновите страницу.': 'The exchange is over. Reload the page.',
  'Ребёнок уже ходит в этот детский сад: перевод возможен в другой':
    'The child attends this kindergarten already: a transfer goes to another one',
  'К этому дню ребёнку исполнится {} лет': 'By this day the child will be {} years old',
  'Сейчас заявление перевести нельзя: ответьте на предложение места или дождитесь решения':
    'The application cannot be moved now: answer the offer or wait for the decision',
  'Первый детский сад списка в том же муниципалитете: измените пожелания':
    'The first kindergarten is in the same municipality: change the wishes instead',
  'Год — от 1900 до 2100': 'The year is from 1900 to 2100',
  'Номер распоряжения': 'The number of the order',
  'Приказ не найден': 'The order was not found',
  'По возрасту на 1 сентября группе не подходит детей: {}. Назовите приказ, который это разрешает':
    'Children who do not fit the group by the age on 1 September: {}. Name the order that allows it',
  'Муниципалитет не найден': 'The municipality was not found',
  'Дата рождения нужна для очереди': 'The queue needs the date of birth',
  'К заявлению прикладывают не больше {} файлов': 'An application takes no more than {} files',
  'Напишите причину': 'Write the reason',
  'Эта льгота в заявлении уже указана': 'This privilege is claimed already',
  'Эта льгота уже подтверждена на этот срок: нужен документ, который действует дольше':
    'This privilege is confirmed for this time already: a document is needed that holds longer',
  'Метка страницы не распознана: начните список сначала': 'The mark of the page is not known: start the list anew',
  'Это проба с другими местами. Измените места групп и сделайте новый прогон.':
    'This is a trial with other places. Change the places of groups and make a new run.',
  'Заявление № {} больше не ждёт направления': 'Application {} waits for a place no more',
  'Из состояния «{}» заявление в «{}» не переходит. Обновите страницу.':
    'An application does not pass from “{}” to “{}”. Reload the page.',
  'На {} никакие правила комплектования не действуют': 'No rules of allocation are in force on {}',
  'На этого ребёнка заявление уже стоит: № {}': 'An application stands for this child already: {}',
  'По заявлению № {} документы ещё не приняты': 'Documents of application {} have not been taken yet',
  'Приём в группу «{}» приостановлен: карантин. Выберите другой день начала.':
    'Admissions to the group “{}” are paused: quarantine. Choose another first day.',
  'Ребёнок по заявлению № {} в эти дни уже посещает другую группу':
    'The child of application {} attends another group in these days',
  'Ваша карточка ещё не связана с учётной записью: войдите через Госуслуги':
    'Your card is not linked to the account yet: sign in by Gosuslugi',
  'Утверждает другой человек: вы этот прогон предложили': 'Another person confirms: you proposed this run',
  'Этот детский сад вне ваших пределов': 'This kindergarten is beyond your reach',
  'Этот муниципалитет вне ваших пределов': 'This municipality is beyond your reach',
  'В карточке ребёнка нет даты рождения': 'The card of the child has no date of birth',
  'Вместе зачисляют детей одного дня рождения': 'Children of one day of birth are enrolled together',
  'Возраст «от» больше возраста «до»': 'The age “from” is more than the age “to”',
  'Время получения ещё не наступило': 'The time of receipt has not come yet',
  'Выберите основание из списка': 'Choose a ground from the list',
  'Для бумажного заявления нужны время его получения и основание':
    'An application on paper needs the time of its receipt and a ground',
  'За этого ребёнка вы заявление подать не можете': 'You cannot apply for this child',
  'Назовите приказ, которым мест меньше нормы': 'Name the order that sets fewer places than the norm',
  'Один детский сад выбран дважды': 'A kindergarten is chosen twice',
  'Выберите хотя бы один детский сад': 'Choose at least one kindergarten',
  'Назовите документ: вид, номер, дата': 'Name the document: kind, number, date',
  'Назовите документ или причину': 'Name the document or the reason',
  'Назовите приказ: номер и дату': 'Name the order: number and date',
  'Напишите, почему место не подходит': 'Write why the place does not suit',
  'Отметьте проверенные документы': 'Mark the documents that were checked',
  'Номер договора': 'The number of the contract',
  'Номер приказа': 'The number of the order',
  'Срок документа уже истёк': 'The document has run out already',
  'Такого детского сада нет': 'There is no such kindergarten',
  'Такого основания у этого решения нет': 'This decision has no such ground',
  'Такой группы в муниципалитете нет': 'The municipality has no such group',
  'Такой льготы в справочнике нет': 'The reference has no such privilege',
  'Это не ребёнок заявителя': 'This is not a child of the applicant',
  'Этой группы в прогоне нет': 'The run has no such group',
  'Этот человек не вправе подать заявление за ребёнка': 'This person may not apply for the child',
  'Группа не найдена': 'The group was not found',
  'Заявление вне ваших пределов: первый детский сад не в вашем муниципалитете':
    'The application is beyond your reach: its first kindergarten is in another municipality',
  'Детский сад не найден': 'The kindergarten was not found',
  'Документ не найден': 'The document was not found',
  'Заявление не найдено': 'The application was not found',
  'Льгота не найдена': 'The privilege was not found',
  'Направление не найдено': 'The direction was not found',
  'День вне пределов отчёта': 'The day is beyond the bounds of the report',
  'Отчёт не найден': 'The report was not found',
  'Месяц ещё не закончился': 'The month is not over yet',
  'В этом месяце групп в детском саду не было': 'The kindergarten had no groups in this month',
  'С прошлого отчёта ничего не изменилось': 'Nothing has changed since the last report',
  'Месяц: 2026-09': 'A month: 2026-09',
  'День — сегодня или в ближайшие два года': 'The day is today or within two years',
  'На этот день возрасты отчёта об очереди не заданы': 'The ages of the report of the queue are not set for this day',
  'Прогон не найден': 'The run was not found',
  'Этот день ещё не наступил': 'This day has not come yet',
  'Это нерабочий день': 'This is not a working day',
  'Кого-то из отмеченных в этот день нет в группе: обновите список':
    'Somebody marked is not in the group on this day: refresh the list',
  'Вы не можете действовать за этого ребёнка': 'You cannot act for this child',
  'В эти дни ребёнок не посещает детский сад или уже отмечен в группе':
    'In these days the child attends no kindergarten, or is marked in the group already',
  'Сообщить можно о сегодняшнем дне и о следующих': 'Today and the days after can be told of',
  'Сообщить можно не более чем на год вперёд': 'No more than a year ahead can be told of',
  'За один раз — не больше {} дней': 'No more than {} days at once',
  'На сегодня питание посчитано в {}: позвоните в группу или сообщите со следующего дня':
    'The meals of today were counted at {}: call the group, or tell from the next day on',
  'Месяц закрыт: изменения в нём больше не принимаются': 'The month is closed: it takes no more changes',
  'В этом месяце ещё есть рабочие дни': 'This month still has working days',
  'Питание на этот день уже посчитано: позвоните в группу': 'The meals of this day are counted already: call the group',
  'Об этих днях ничего не сообщено: обновите список': 'Nothing was told of these days: refresh the list',
  'Воспитанник не найден': 'The pupil was not found',
  'Выберите детей одного детского сада': 'Choose children of one kindergarten',
  'Среди выбранных есть уже отчисленный или переведённый: обновите список':
    'Somebody chosen is released or transferred already: refresh the list',
  'День должен быть не раньше чем месяц назад и не позже чем через год':
    'The day must be at most a month ago and at most a year ahead',
  'Группа другого детского сада: нужно отчисление': 'A group of another kindergarten: a release is needed',
  'Кто-то из выбранных уже в этой группе': 'Somebody chosen is in this group already',
  'Перевод не может начаться раньше, чем на второй день в прежней группе':
    'A transfer cannot begin before the second day in the former group',
  'Приём в группу «{}» приостановлен: карантин. Выберите другой день.':
    'Admissions to the group “{}” are paused: quarantine. Choose another day.',
  'В группе «{}» свободно мест: {}, выбрано детей: {}': 'Free places in the group “{}”: {}, children chosen: {}',
  'Кто-то из этих детей в эти дни уже посещает другую группу':
    'One of these children attends another group in these days',
  'Кто-то из выбранных тогда ещё не посещал группу': 'Somebody chosen did not attend the group then',
  'Такого действия нет': 'There is no such act',
  'Это действие уже отменено': 'This act is taken back already',
  'Отменить можно в течение {} дней': 'It can be taken back within {} days',
  'После перевода кто-то из детей уже отчислен или переведён: сначала отмените это':
    'After the transfer one of the children was released or transferred: take that back first',
  'Ребёнок выбран дважды': 'A child is chosen twice',
  'Причина нужна отсутствующему, и только ему': 'A reason is needed for the absent, and for them only',
  'Ребёнок отмечен дважды': 'A child is marked twice',
};
