## Where moderators keep the discussions
moderation-title = Модерация
moderation-queue = Ждут решения
moderation-rejected = Удалённые
moderation-visible = Новые
moderation-readers = Читатели
moderation-reader = Читатель
moderation-appeals = Возражения
moderation-record = Что сделано
moderation-rules = Правила
moderation-count =
    { $n ->
        [one] { $n } сообщение ждёт решения
        [few] { $n } сообщения ждут решения
        [many] { $n } сообщений ждут решения
        *[other] { $n } сообщения ждут решения
    }
moderation-done = Готово.
moderation-undo = Отменить
moderation-nothing = Ничего не ждёт.
moderation-state-visible = опубликовано
moderation-state-held = ждёт
moderation-state-rejected = удалено
moderation-state-deleted = удалено автором
moderation-author = Опубликовано: { $standing }. Из последних { $last } удалено: { $rejected }.
moderation-reporter = Верных жалоб: { $upheld } из { $n }.
moderation-watched = предварительный просмотр
moderation-approve = Одобрить
moderation-reject = Удалить
moderation-grounds = Причина
moderation-words = Слова автору
moderation-pick = Выбор редакции
moderation-unpick = Снять выбор
moderation-story = Обсуждение
moderation-find = Имя или адрес почты
moderation-nobody = Никого с таким именем нет.
moderation-since = Здесь с
moderation-badge = Отметка
moderation-no-badge = нет
moderation-watch = Сначала просматривать всё от этого читателя
moderation-watch-story = Сначала просматривать здесь всё
moderation-sanctions = Решения о читателе
moderation-none = Ничего.
moderation-lift = Отменить решение
moderation-uphold = Оставить в силе
moderation-answer = Ответ
moderation-what = Что
moderation-hours = Часов, для отстранения
moderation-last-hours = За последние часы
moderation-sanction = Применить
moderation-notes = Заметки только для модераторов
moderation-note = Заметка
moderation-said = Последние сообщения
moderation-lifted =
    { $n ->
        [one] Отменено { $n } решение
        [few] Отменено { $n } решения
        [many] Отменено { $n } решений
        *[other] Отменено { $n } решения
    }
moderation-lift-all = Отменить все решения по одной причине
moderation-lift-all-text = Если модератор или кто-то с его учётной записью по ошибке принял много решений по одной причине.
moderation-rules-text = Сообщение проходит по порядку: длина, открыто ли обсуждение, повтор, слова, ссылки, частота, история автора, внешняя проверка, предварительный просмотр.
moderation-rule-least = Знаков не меньше
moderation-rule-most = Знаков не больше
moderation-rule-links = Ссылок без просмотра
moderation-rule-new-hours = Учётная запись новая, часов
moderation-rule-first = Первых сообщений с просмотром
moderation-rule-rejected-percent = Доля удалённых, с которой всё задерживается, в процентах (0 — никогда)
moderation-rule-close-days = Обсуждение открыто столько дней после последнего обновления (0 — всегда)
moderation-rule-all-first = Сначала просматривать всё
moderation-rule-banned = Слова, которые не печатают, по одному в строке; * в конце — все, что так начинаются
moderation-rule-suspect = Слова, которые сначала просматривают, по одному в строке
moderation-rule-checker = Адрес внешней проверки
moderation-rule-secret = Подпись ключом
moderation-mode = Для чего
moderation-mode-comments = Комментарии
moderation-mode-questions = Вопросы экспертам
moderation-closed = Открыто или закрыто
moderation-is-open = Открыто
moderation-close-in = Закрыть через столько часов
moderation-slow = Секунд между сообщениями одного читателя
phase-length = Длина
phase-open = Открыто
phase-repeat = Повтор
phase-words = Слова
phase-links = Ссылки
phase-rate = Частота
phase-record = История автора
phase-outside = Внешняя проверка
phase-premoderation = Предварительный просмотр
phase-reports = Жалобы
desk-keys-moderation = При модерации
desk-key-message-down = Следующее сообщение
desk-key-message-up = Предыдущее сообщение
desk-key-approve = Одобрить
desk-key-reject = Выбрать причину и удалить
desk-key-undo-last = Отменить последнее решение
moderation-pin = Закрепить в чате
moderation-unpin = Открепить
moderation-keep-out =
    { $n ->
        [1] Отстранить автора на час
        [24] Отстранить на день
        [168] Отстранить на неделю
        [one] Отстранить на { $n } час
        [few] Отстранить на { $n } часа
        [many] Отстранить на { $n } часов
        *[other] Отстранить на { $n } часа
    }
moderation-failed = Не принято. Посмотрите сообщение на странице модераторов.
act-pin = Сообщение закреплено
act-unpin = Сообщение откреплено
moderation-age = Возраст учётной записи, с которым здесь можно писать, в часах
