## Accounts of readers
reader-register = Зарегистрироваться
reader-register-text = С учётной записью можно участвовать в обсуждениях и следить за ними. Нужны только имя и адрес почты.
reader-name = Имя
reader-name-hint = Оно стоит рядом с тем, что вы пишете. Это может быть и псевдоним.
reader-address = Адрес электронной почты
reader-password-hint = Не меньше { $n } знаков, чтобы нельзя было легко угадать. Хорошо подходят несколько не связанных слов.
reader-have-account = Уже есть учётная запись?
reader-no-account = Ещё нет учётной записи?
reader-log-in = Войти
reader-log-out = Выйти
reader-no-mail = Сейчас сайт не отправляет почту, поэтому регистрация и письма недоступны. Попробуйте позже.
reader-check-mail = Проверьте почту
reader-check-mail-text = Мы написали на указанный адрес. Ссылка в письме ведёт к кнопке, которая завершает регистрацию. Она действует сутки.
reader-sent-text = Если учётная запись с этим адресом есть, письмо со ссылкой уже отправлено. Она действует полчаса.
reader-send-again-text = Ничего не пришло? Посмотрите в спаме. Через минуту можно попросить ещё одно письмо.
reader-send-again = Отправить ещё раз
reader-sent-again = Ещё одно письмо отправлено.
reader-send-mail = Отправить письмо
reader-confirm = Подтвердите адрес
reader-confirm-text = Нажмите кнопку, и учётная запись готова.
reader-confirm-elsewhere = Вы регистрировались в другом браузере: после этого войдите по паролю.
reader-confirm-do = Подтвердить
reader-confirmed-elsewhere = Учётная запись готова. Теперь можно войти.
reader-link-spent = Эта ссылка больше не действует: она использована или её срок истёк.
reader-link-elsewhere = Вы попросили эту ссылку в другом браузере. Откройте её там или введите там код из письма.
reader-by-link = Войти по ссылке из письма
reader-link-title = Вход по почте
reader-link-text = Пришлём ссылку и код, действительные полчаса. Пароль не нужен.
reader-forgot = Забыли пароль
reader-forgot-text = Пришлём ссылку, по которой можно задать новый.
reader-code-title = Введите код
reader-code-text = Если учётная запись с этим адресом есть, письмо со ссылкой и кодом из шести цифр уже отправлено. Откройте ссылку в этом браузере или введите код здесь.
reader-code = Код
reader-code-wrong = Код неверен или его срок истёк. После пяти попыток понадобится новое письмо.
reader-wrong = Адрес или пароль неверны.
reader-new-password = Новый пароль
reader-new-password-do = Задать пароль
reader-old-password = Нынешний пароль
reader-by-passkey = Войти по ключу доступа
reader-by-provider = Войти через { $machine }
reader-provider-failed = Этот сервис никого не впустил. Попробуйте ещё раз или войдите иначе.
reader-newcomer = Выберите имя
reader-newcomer-text = Ваш адрес — { $address }. Не хватает одного: имени, которое увидят рядом с вашими словами.
reader-newcomer-do = Взять это имя
reader-passkeys = Ключи доступа
reader-passkeys-text = С ключом доступа вы входите без пароля: его хранит ваш телефон, компьютер или отдельный ключ.
reader-passkey-unnamed = Ключ доступа
reader-passkey-used = последний раз
reader-passkey-end = Убрать
reader-passkey-name = Как вы его назовёте
reader-passkey-add = Добавить ключ доступа
reader-passkey-script = Чтобы добавить его, нужны скрипты.
reader-providers = Сервисы, через которые вы входите
reader-provider-end = Больше не входить через него
fault-passkey = Этот ключ доступа не принят: здесь он неизвестен или убран.
fault-passkey-late = Это заняло слишком много времени. Попробуйте ещё раз.
fault-passkeys-enough = У вас двадцать ключей доступа: сначала уберите один.
reader-account = Ваша учётная запись
reader-welcome = Добро пожаловать. Учётная запись готова.
reader-choices = Настройки
reader-language = Язык писем
reader-zone = Часовой пояс
reader-zone-hint = Например, Europe/Oslo; пусто — как у сайта.
reader-mails = Письма об ответах, упоминаниях и решениях
reader-mails-at-once = сразу
reader-mails-hourly = не чаще раза в час
reader-mails-daily = не чаще раза в день
reader-mails-never = никогда
reader-mail = Письма вам
reader-mail-saved = Сохранено. Мы пишем вам:
reader-mail-undo = Отменить
reader-new-address = Новый адрес
reader-new-address-text = Теперь адрес вашей учётной записи — { $address }.
reader-address-mailed = Мы написали на этот адрес. Он изменится, когда вы подтвердите его там.
reader-address-changed = Адрес изменён.
reader-sessions = Где вы вошли
reader-device-unknown = Неизвестное устройство
reader-this-device = это устройство
reader-session-since = с
reader-end-session = Выйти там
reader-end-others = Выйти на всех остальных
reader-muted = Кого вы не видите
reader-letters = Письма вам за последние 30 дней
reader-no-letters = Писем не было.
reader-data = Ваши данные
reader-data-text = Всё, что мы о вас знаем, одним файлом — для людей и для программ.
reader-data-do = Скачать
reader-leave = Удалить учётную запись
reader-leave-text = Четырнадцать дней можно передумать: войдите и скажите об этом. После этого вернуть ничего нельзя.
reader-leave-how = То, что вы написали
reader-leave-erase = будет стёрто
reader-leave-anonymise = останется без вашего имени
reader-leave-do = Удалить
reader-leaves = Учётная запись будет удалена { $at }.
reader-stay = Оставить
reader-stays = Учётная запись остаётся.
reader-notes = Что касается вас
reader-no-notes = Пока ничего.
reader-standing = Решения о вас
reader-standing-good = О вас и ваших сообщениях ничего не решали.
reader-stopped = Сейчас вы не можете участвовать. Узнать почему.
note-reply = ответ вам
note-mention = упоминание о вас
note-followed = новое там, где вы следите
note-approved = Ваше сообщение опубликовано
note-rejected = Ваше сообщение удалено
note-picked = Редактор отметил ваше сообщение
note-report = Решение по вашей жалобе
note-appeal = Решение по вашему возражению
note-lifted = Решение о вас отменено

## Mail to readers
letter-confirm-subject = Подтвердите адрес
letter-confirm-text = Кто-то зарегистрировался с этим адресом. Если это вы, откройте ссылку и нажмите кнопку. Она действует сутки.
letter-ignore = Если это были не вы, делать ничего не нужно: ничего не произойдёт.
letter-known-subject = У вас уже есть учётная запись
letter-known-text = Кто-то пытался зарегистрироваться с этим адресом, но учётная запись уже есть.
letter-sign-in-subject = Ссылка для входа
letter-sign-in-text = Откройте ссылку в том браузере, где вы её попросили. Она действует полчаса.
letter-code = Или введите там этот код:
letter-password-subject = Новый пароль
letter-password-text = Откройте ссылку, чтобы задать новый пароль. Она действует полчаса; на всех устройствах придётся войти заново.
letter-address-subject = Подтвердите новый адрес
letter-address-text = Кто-то хочет указать этот адрес в своей учётной записи. Если это вы, откройте ссылку и нажмите кнопку. Она действует полчаса.
letter-address-changed-subject = Адрес изменён
letter-address-changed-text = Теперь у вашей учётной записи другой адрес. Если это сделали не вы, сразу ответьте на это письмо.
letter-leaving-subject = Учётная запись будет удалена
letter-leaving-text = Учётная запись будет удалена { $at } (UTC). До этого можно войти и оставить её.
letter-notes-subject = Новое в ваших обсуждениях
letter-why-notes = Вы получаете это письмо, потому что участвуете в обсуждениях.
letter-stop = Получать реже или не получать
letter-warning-subject = Предупреждение
letter-suspension-subject = Вы временно отстранены от обсуждений
letter-ban-subject = Вы отстранены от обсуждений
letter-sanction-warning = Модератор предупреждает вас. Прежде чем писать снова, прочтите это на своей странице.
letter-sanction-suspension = Модератор временно отстранил вас: некоторое время вы не можете участвовать в обсуждениях.
letter-sanction-ban = Модератор отстранил вас: вы больше не можете участвовать в обсуждениях.
letter-sanction-appeal = Если вы считаете это ошибкой, напишите об этом на своей странице: решение пересмотрит другой человек.
letter-notice-subject = Ваше уведомление { $reference }
letter-notice-decided-subject = Решение по уведомлению { $reference }
letter-notice-decided-text = По вашему уведомлению { $reference } принято решение.
letter-confirm-name = Подтверждение адреса
letter-known-name = Учётная запись уже есть
letter-sign-in-name = Ссылка для входа
letter-password-name = Новый пароль
letter-address-name = Новый адрес
letter-address-changed-name = Адрес изменён
letter-leaving-name = Удаление учётной записи
letter-notes-name = Обсуждения
letter-sanction-name = Решение о вас
letter-notice-name = Уведомление о нарушении закона
letter-notice-decided-name = Решение по уведомлению
letter-state-waiting = отправляется
letter-state-sent = отправлено
letter-state-parked = не удалось отправить
letter-state-bounced = вернулось
letter-state-suppressed = не отправлено: адрес не принимает почту

## Discussions
discussion = Обсуждение
discussion-of = Обсуждение: { $headline }
discussion-count =
    { $n ->
        [one] { $n } сообщение
        [few] { $n } сообщения
        [many] { $n } сообщений
        *[other] { $n } сообщения
    }
discussion-write = Написать сообщение
discussion-ask = Задать вопрос
discussion-door = Чтобы участвовать в обсуждении:
discussion-watched = Модератор просматривает каждое сообщение до публикации.
discussion-closes = Открыто до { $at }.
discussion-closed-time = Время обсуждения истекло, оно закрыто. Читать его по-прежнему можно.
discussion-closed-moderator = Модератор закрыл это обсуждение. Читать его по-прежнему можно.
discussion-closed-subject = Эта новость не обсуждается из-за её темы.
discussion-closed-withdrawn = Новость отозвана, обсуждение закрыто.
discussion-order = Порядок
discussion-order-newest = Новые
discussion-order-oldest = Старые
discussion-order-useful = Самые полезные
discussion-order-unanswered = Без ответа
discussion-follow = Следить за обсуждением
discussion-follow-text = Вы будете узнавать о каждом новом сообщении — на своей странице и по почте, как вы выбрали.
discussion-unfollow = Больше не следить
discussion-picked = Выбор редакции
discussion-pick = Выбор редакции
discussion-empty = Пока никто ничего не сказал.
discussion-next = Следующая страница
discussion-whole = Ко всему обсуждению
discussion-left = бывший читатель
discussion-edited = изменено
discussion-gone-deleted = Автор удалил это сообщение.
discussion-gone-rejected = Модератор удалил это сообщение.
discussion-useful = Полезно
discussion-useful-on = Вы отметили как полезное
discussion-reply = Ответить
discussion-more = Ещё
discussion-message = Сообщение: { $name }
discussion-message-title = Сообщение
discussion-more-answers =
    { $n ->
        [one] Ещё { $n } ответ
        [few] Ещё { $n } ответа
        [many] Ещё { $n } ответов
        *[other] Ещё { $n } ответа
    }
discussion-continue =
    { $n ->
        [one] Дальше: { $n } ответ
        [few] Дальше: { $n } ответа
        [many] Дальше: { $n } ответов
        *[other] Дальше: { $n } ответа
    }
discussion-text = Ваше сообщение
discussion-marks = *выделение*, **жирный**, > цитата, - список, ссылки. Без картинок.
discussion-send = Отправить
discussion-held = Ваше сообщение ждёт модератора. Мы сообщим вам о решении.
discussion-back = Назад к сообщению
discussion-state-held = Сообщение ждёт модератора; его видите только вы.
discussion-state-rejected = Модератор удалил это сообщение:
discussion-state-deleted = Вы удалили это сообщение.
discussion-edit = Изменить
discussion-edit-early = В первые пять минут правка не отмечается.
discussion-edit-late = Сообщение будет отмечено как изменённое, прежний текст останется доступен.
discussion-edit-do = Сохранить
discussion-edit-held = Сохранено. Теперь сообщение ждёт модератора.
discussion-delete = Удалить
discussion-mark-useful = Полезно
discussion-not-useful = Снять отметку
discussion-follow-thread = Следить за веткой
discussion-unfollow-thread = Не следить за веткой
discussion-mute = Не показывать этого человека
discussion-unmute = Снова показывать
discussion-muted = Вы скрыли этого человека.
discussion-report = Пожаловаться
discussion-report-why = Что не так?
discussion-report-words = Своими словами (необязательно)
discussion-report-do = Пожаловаться
discussion-reported = Спасибо. Модератор посмотрит, и мы сообщим вам.
discussion-history = Прежний текст сообщения
discussion-until = До
badge-writer = автор
badge-editor = редактор
badge-expert = эксперт
category-insult = Оскорбляет кого-то
category-hatred = Разжигает ненависть к группе людей
category-threat = Угрожает
category-spam = Реклама или повтор
category-privacy = Раскрывает чужую личную жизнь
category-off-topic = Не относится к новости
category-false = Неправда
category-illegal = Нарушает закон
grounds-insult = Оскорбления
grounds-hatred = Ненависть к группе людей
grounds-threat = Угроза
grounds-spam = Реклама или повторы
grounds-privacy = Чужая личная жизнь
grounds-off-topic = Не относится к новости
grounds-false = Неправда
grounds-illegal = Нарушение закона
grounds-impersonation = Выдаёт себя за другого
grounds-unreadable = Невозможно прочесть или на другом языке
reason-too-short = Слишком коротко: нужно не меньше { $n } знаков.
reason-too-long = Слишком длинно: не больше { $n } знаков.
reason-closed = Это обсуждение закрыто.
reason-no-parent = Сообщения, на которое вы отвечаете, больше нет.
reason-repeated = Вы только что это написали.
reason-banned-word = Слово «{ $word }» здесь не печатают. Скажите иначе.
reason-suspect-word = Есть слово «{ $word }», такое сначала смотрит модератор.
reason-many-links =
    { $n ->
        [one] Есть { $n } ссылка
        [few] Есть { $n } ссылки
        [many] Есть { $n } ссылок
        *[other] Есть { $n } ссылки
    }, такое сначала смотрит модератор.
reason-too-fast =
    Подождите { $n ->
        [one] { $n } секунду
        [few] { $n } секунды
        [many] { $n } секунд
        *[other] { $n } секунды
    }, прежде чем писать снова.
reason-record = Часть ваших недавних сообщений удалена, поэтому сначала смотрит модератор.
reason-checker = На нём остановилась автоматическая проверка.
reason-new-reader = Вы здесь недавно: первые сообщения смотрит модератор.
reason-story-first = По этой новости модератор сначала смотрит все сообщения.
reason-site-first = Модератор сначала смотрит все сообщения.
reason-person-first = Ваши сообщения сначала смотрит модератор.
reason-reported =
    { $n ->
        [one] Пожаловался { $n } читатель
        [few] Пожаловались { $n } читателя
        [many] Пожаловались { $n } читателей
        *[other] Пожаловались { $n } читателя
    }; смотрит модератор.
report-state-open = Решения ещё нет.
report-state-upheld = Сообщение удалено.
report-state-dismissed = Сообщение остаётся.
sanction-removal = Ваше сообщение удалено
sanction-warning = Предупреждение
sanction-suspension = Временное отстранение
sanction-ban = Отстранение
sanction-by-person = Решение принял человек, а не программа. Можно возразить здесь, обратиться в суд или в орган по разрешению таких споров.
sanction-until = До { $at }.
sanction-lifted = Отменено.
sanction-read = Прочитано
sanction-appeal = Возразить
sanction-appeal-text = Что вы возражаете?
sanction-appeal-do = Отправить возражение
sanction-appealed = Вы возразили:
sanction-answered = Вам ответили:
sanction-appeal-waits = Ответа ещё нет.
notice-title = Уведомление о нарушении закона
notice-text = Используйте, если сообщение нарушает закон. Решение примет человек, объяснит его и напишет вам. Для остального есть обычная жалоба.
notice-law = Какой закон нарушен?
notice-reason = Почему?
notice-name = Ваше имя
notice-true = Отправляя, вы заявляете, что сообщаете правду, насколько вам известно.
notice-do = Отправить уведомление
notice-taken = Уведомление принято. Его номер: { $reference }.
notice-ask = Узнать об уведомлении
notice-ask-do = Узнать
notice-reference = Номер
notice-unknown = Уведомления с таким номером нет.
notice-came = Поступило
moderation-log = Что делали модераторы
moderation-log-text = Все решения, кроме одобрений, последние сверху. Без имён.
moderation-log-empty = Пока ничего.
act-approve = Сообщение одобрено
act-reject = Сообщение удалено
act-pick = Сообщение отмечено редакцией
act-unpick = Отметка редакции снята
act-close = Обсуждение закрыто
act-open = Обсуждение открыто снова
act-keep = Настройки обсуждения изменены
act-warning = Читатель предупреждён
act-suspension = Читатель временно отстранён
act-ban = Читатель отстранён
act-lift = Решение отменено
act-uphold = Решение оставлено в силе
act-watch = Изменён предварительный просмотр сообщений читателя
act-badge = Изменена отметка читателя
act-undone = отменено

## What a form is told
fault-password-guessed = Такой пароль легко угадать. Возьмите несколько не связанных слов.
fault-password-wrong = Это не ваш пароль.
fault-come-again = У вас нет пароля: войдите ещё раз и сделайте это в течение десяти минут.
fault-name-length = В имени от 2 до 40 знаков.
fault-name-signs = В имени бывают буквы, цифры, пробелы, точки, дефисы и апострофы.
fault-name-mixed = В одном слове имени смешаны буквы разных алфавитов.
fault-name-house = Это имя можно принять за наше.
fault-name-address = Имя не может быть адресом сайта.
fault-name-taken = Такое или похожее имя уже занято.
fault-name-soon = Имя можно менять раз в четырнадцать дней.
fault-number = Такое число не подходит.
fault-appealed = Вы уже возразили.
reader-wait =
    Слишком часто. Подождите { $n ->
        [one] { $n } секунду
        [few] { $n } секунды
        [many] { $n } секунд
        *[other] { $n } секунды
    }.
reader-wait-minutes =
    Слишком часто. Подождите { $n ->
        [one] { $n } минуту
        [few] { $n } минуты
        [many] { $n } минут
        *[other] { $n } минуты
    }.

## Chats
chats = Чаты
chats-none = Сейчас нет открытых чатов. У новости он есть сутки после последнего обновления.
chat = Чат
chat-of = Чат: { $headline }
chat-live =
    { $n ->
        [one] Здесь примерно { $n }.
        [few] Здесь примерно { $n }.
        [many] Здесь примерно { $n }.
        *[other] Здесь примерно { $n }.
    }
chat-here =
    { $n ->
        [one] здесь { $n }
        [few] здесь { $n }
        [many] здесь { $n }
        *[other] здесь { $n }
    }
chat-ends = Открыт до { $at }.
chat-over = Чат закрыт: сказанное осталось в обсуждении.
chat-as-discussion = Читать как обсуждение
chat-pinned = Закреплено
chat-older = Более ранние
chat-newer = Более поздние
chat-to-end = К последним
chat-slow =
    { $n ->
        [one] Медленный режим: одно сообщение в { $n } секунду.
        [few] Медленный режим: одно сообщение в { $n } секунды.
        [many] Медленный режим: одно сообщение в { $n } секунд.
        *[other] Медленный режим: одно сообщение в { $n } секунды.
    }
chat-no-reply = Не как ответ
chat-offline = Вы не в сети. Сказанное за это время появится, когда связь восстановится.
chat-new = Новые сообщения ниже
chat-sending = отправляется
chat-failed = Не отправлено. Нажмите, чтобы повторить.
chats-open = Все чаты
reader-saved = Отложенное
reader-saved-none = Пока ничего. У каждого материала есть ссылка, чтобы отложить его.
reader-saved-drop = Убрать
reader-saved-offline = Эти материалы хранятся и в этом браузере: их можно читать без сети. Отозванное исчезает и отсюда.
fault-saved-enough = Отложено триста материалов: сначала уберите несколько.
letter-request-decided-subject = Об ошибке, о которой вы сообщили
letter-request-decided-name = Сообщение об ошибке
letter-request-taken = Редакция согласна с вашим замечанием и займётся им.
letter-request-left = Редакция рассмотрела ваше замечание и оставляет материал без изменений.
discussion-new = Показать новое
reason-too-new = Здесь пишут те, чья учётная запись не совсем нова. Вы сможете писать через { $n ->
        [one] { $n } час
        [few] { $n } часа
        [many] { $n } часов
        *[other] { $n } часа
    }.
discussion-react = Что вы чувствуете?
discussion-feel = Отклик
reaction-thanks = Спасибо
reaction-laugh = Смешно
reaction-surprise = Неожиданно
reaction-sad = Грустно
letter-newsletter-name = Рассылка
letter-state-pulled = не отправлено: материал отозван
