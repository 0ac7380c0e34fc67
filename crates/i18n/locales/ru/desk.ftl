## Around every page of the desk

desk-desk = Редакция
desk-skip = К содержанию
desk-wire = Лента
desk-search-hidden = Не опубликовано
desk-search-public = Опубликовано
desk-drafts = Черновики
desk-house-pages = Издания и правила
desk-house = Агентство
desk-staff = Сотрудники
desk-new-story = Новая заметка
desk-keys = Клавиши
desk-sign-out = Выйти
desk-close = Закрыть
desk-copied = Скопировано
desk-actions = Действия
desk-add = Добавить
desk-save = Сохранить
desk-choose = Выберите…

## The keys

desk-keys-wire = На ленте
desk-keys-draft = В тексте
desk-keys-everywhere = Везде
desk-key-down = Следующая заметка
desk-key-up = Предыдущая заметка
desk-key-top = К самой новой
desk-key-open = Читать
desk-key-update = Писать обновление
desk-key-correct = Писать исправление
desk-key-withdraw = Отозвать
desk-key-new = Новая заметка
desk-key-drafts = Черновики
desk-key-filter = Отбор
desk-key-clear = Снять отбор
desk-key-help = Показать клавиши
desk-key-save = Сохранить сейчас
desk-key-sheet = Открыть лист отправки и отправить
desk-key-back = Вернуться к тексту
desk-key-strong = Полужирный
desk-key-emphasis = Курсив
desk-key-link = Ссылка
desk-key-plain = Обычный абзац
desk-key-background = Справка
desk-key-subhead = Подзаголовок
desk-key-list = Пункт списка
desk-key-quote = Цитата
desk-key-note = Примечание для читателя
desk-key-undo = Отменить
desk-key-redo = Вернуть

## The wire monitor

desk-filter = Отобрать
desk-filter-text = Слова в слаге или заголовке
desk-all-sections = Все рубрики
desk-all-kinds = Все виды
desk-all-urgencies = Любая срочность
desk-live-on = Прямой эфир
desk-live-off = Связи нет: пробуем снова
desk-time = Время
desk-urgency = Срочность
desk-urgency-short = С
desk-slugline = Слаг
desk-headline = Заголовок
desk-kind = Вид
desk-section = Рубрика
desk-standing = Состояние
desk-standing-public = Опубликовано
desk-standing-embargoed = Под эмбарго
desk-standing-withdrawn = Отозвано
desk-standing-house = Служебное
desk-standing-embargoed-until = Эмбарго до { $time }
desk-update = Обновить
desk-correct = Исправить
desk-refile = Переподать
desk-withdraw = Отозвать
desk-wire-empty = На ленте пока пусто. Создайте первую заметку.
desk-nothing-found = На ленте нет заметок, подходящих под этот отбор.
desk-older = Раньше
desk-sent = Отправлено: { $headline }
desk-see-public = Открыть на сайте
desk-sent-at = Отправлено
desk-sent-by = Кем отправлено
desk-revision = Версия
desk-sequence = Номер на ленте

## Drafts

desk-drafts-empty = Сейчас никто ничего не пишет.
desk-untitled = Пока без заголовка
desk-goes-to = Станет
desk-goes-new = Новой заметкой
desk-goes-revision = Версией { $number }
desk-begun-by = Кем начато
desk-saved-at = Сохранено
desk-stale-short = Заметка ушла вперёд
desk-open-by = Открыто: { $name }
desk-paste = Вставить готовый текст
desk-paste-text = Заголовок, строка изменений, место и дата, лид и абзацы будут найдены и займут поля нового черновика.
desk-paste-do = Сделать черновик
desk-copy = Текст
desk-edition = Издание

## The story's editor

desk-writing-on = Поверх версии { $number }
desk-lead = Лид
desk-dateline = Место и дата
desk-body = Текст
desk-body-hint = Пустая строка начинает новый абзац. Строка, начатая с «## », — подзаголовок, с «- » — пункт списка, с «> » — цитата, с «~ » — справка.
desk-home-section = Главная рубрика
desk-other-sections = Также в рубриках
desk-language = Язык
desk-byline = Автор
desk-keywords = Ключевые слова
desk-embargo = Эмбарго
desk-genre = Жанр
desk-note = Примечание для редакторов (не для печати)
desk-picture = Снимок
desk-picture-choose = Выберите, перетащите или вставьте
desk-picture-off = Убрать снимок
desk-caption = Подпись
desk-credit = Автор снимка
desk-alt = Что на снимке, для тех, кто его не видит
desk-uploading = Загружается…
desk-upload-failed = Снимок не принят. Попробуйте ещё раз.
desk-words = Слов
desk-advisory = Строка изменений
desk-discard = Удалить черновик
desk-discard-sure = Набранное пропадёт. Отправленное останется как есть.
desk-saved = Сохранено
desk-saved-time = Сохранено в { $time }
desk-saving = Сохраняется…
desk-offline = Не сохранено: нет связи. Текст хранится в этом браузере и будет сохранён, когда связь вернётся.
desk-signed-out = Не сохранено: сеанс закончился. Войдите в соседней вкладке; текст хранится в этом браузере.
desk-not-saved = Не сохранено: редакция не приняла текст. Пробуем снова.
desk-open-by-long = Этот черновик открыт: { $name }. Если писать вдвоём, сохранятся оба текста.
desk-branched = За это время сохранился другой текст ({ $name }). Ваш стал отдельным черновиком.
desk-open-other = Открыть другой
desk-stale = Заметка ушла вперёд с тех пор, как начат этот черновик. Сравните перед отправкой: лист отправки его не примет.
desk-link-address = Адрес ссылки; пустой адрес снимает ссылку
desk-not-read = Разобрать текст не удалось; он стоит в заметке так, как был вставлен.
desk-preview-link = Ссылка для просмотра
desk-preview-link-text = По этой ссылке черновик можно читать сутки, не входя на сайт. Она показывает его в текущем виде.
desk-preview-notice = Это черновик. Он не для печати, и ссылка скоро перестанет действовать.
desk-link = Ссылка
desk-copy-link = Скопировать
desk-back = Вернуться к тексту
desk-compare = Сравнить
desk-send = Отправить

## The send sheet

desk-sheet = Что меняется
desk-sheet-first = Отправить новую заметку
desk-kind-update = События развиваются или добавлены сведения
desk-kind-correction = В прошлой версии была ошибка
desk-kind-refile = Исправлена опечатка, смысл прежний
desk-derive = Составить строку заново
desk-advisory-hint = Составлена по различиям. Её можно переписать: сказанное сверяется с различиями.
desk-send-now = Отправить
desk-send-embargoed = Отправить под эмбарго до { $time }
desk-writer-files = Отправляет редактор. Сдайте черновик, и он встанет в очередь отдела ({ $desk }).
desk-headline-only = Заголовок без текста.
desk-side-revision = Версия { $number }
desk-side-draft = Этот черновик
desk-paragraph = Абзац { $number }

## Withdrawing

desk-withdraw-title = Отозвать заметку
desk-withdraw-text = Заметка уйдёт со всех страниц и лент во всех версиях. На её месте будет уведомление с вашей причиной. Отменить это нельзя.
desk-reason = Причина
desk-back-to-wire = Вернуться к ленте

## Staff and agency

desk-name = Имя
desk-login = Имя для входа
desk-role = Роль
desk-add-staff = Добавить сотрудника
desk-add-staff-do = Добавить и создать ссылку
desk-password-link = Новая ссылка для пароля
desk-password-link-title = Ссылка: { $name }
desk-password-link-text = Ссылка действует один раз: по ней её владелец задаёт пароль. Передайте её сами; больше она нигде не показана.
desk-agency-name = Название агентства
desk-slug = Слово в адресах
desk-description = Описание
desk-zone = Часовой пояс
desk-host = Свой домен
desk-number-style = Номер версии
desk-pages = Постоянные страницы
desk-page-title = Заголовок
desk-page-hint = Простым текстом: пустая строка начинает новый абзац, строка с «## » в начале — подзаголовок, с «- » — пункт списка.
desk-add-section = Добавить рубрику
desk-add-edition = Добавить издание

## Moves that make no revision
desk-repeat = Повторить
desk-hold = Задержать
desk-release = Разрешить
desk-takedown = Удалить по закону
desk-release-changed = Разрешить с изменением
desk-copy-story = Новая заметка из этой
desk-key-hold = Задержать
desk-key-release = Разрешить
desk-standing-held = Задержано
desk-repeat-title = Передать заметку ещё раз
desk-repeat-text = Она уйдёт ещё раз без изменений и с тем же номером и снова встанет наверху списков.
desk-hold-title = Задержать заметку
desk-hold-text = Заметка уйдёт со всех страниц и лент, пока её не разрешат. Все, у кого она есть, узнают, что пока её использовать нельзя.
desk-hold-hint = Для редакции и для тех, у кого заметка есть.
desk-release-title = Разрешить заметку
desk-release-text = Заметка вернётся на страницы и в ленты без изменений. Чтобы изменить её, пишите поверх неё.
desk-withdraw-hint = Её увидят читатели.
desk-takedown-title = Удалить заметку по закону
desk-takedown-text = Только по требованию закона. Сверх отзыва из хранилища стирается текст всех версий и черновиков вместе со снимками. Место в записи остаётся. В резервных копиях текст живёт до их срока. Отменить это нельзя.
desk-takedown-hint = Её увидят читатели. Не повторяйте того, что должно исчезнуть.

## Was it wrong, or has it moved on?
desk-questions = Было неверно или устарело?
desk-questions-change = Что изменилось
desk-questions-answer = Ответ
desk-moved-on = Устарело
desk-was-wrong = Было неверно
desk-moved-on-long = { $old } на { $new }: устарело
desk-was-wrong-long = { $old } на { $new }: было неверно
desk-in-paras = { $count ->
    [one] абзац { $list }
    [few] абзацы { $list }
    [many] абзацы { $list }
   *[other] абзацы { $list }
}
desk-kind-release = Снова можно использовать, в этой версии
desk-vouched = Это готов отправить и другой редактор: { $names }. Второй может отправлять.
desk-four-eyes = Важное решают двое
desk-four-eyes-hint = Изменённая цитата, появившееся или исчезнувшее отрицание, отзыв: отправляет один редактор, подтверждает другой.
fact-number = Число
fact-name = Имя
fact-date = Дата
fact-quote = Цитата
fact-negation = Отрицание

## The copy desk
desk-findings = Корректура
desk-findings-open = { $count ->
    [one] У корректуры { $count } открытая ошибка. Исправьте её или скажите, почему так и должно быть.
    [few] У корректуры { $count } открытые ошибки. Исправьте их или скажите, почему так и должно быть.
    [many] У корректуры { $count } открытых ошибок. Исправьте их или скажите, почему так и должно быть.
   *[other] У корректуры { $count } открытых ошибок. Исправьте их или скажите, почему так и должно быть.
}
desk-finding-stands = Так и должно быть
desk-finding-why = Почему
desk-finding-set-aside = Отложить
desk-finding-aside = Отложено: { $reason }
severity-error = Ошибка
severity-warning = Предупреждение
severity-note = Заметка
desk-lexicon = Словарь
desk-lexicon-text = Собственные правила редакции для корректуры. Новое правило ждёт, пока его не включат; сначала проверьте его на архиве.
desk-lexicon-find = Найти
desk-lexicon-wanted = Писать
desk-lexicon-when = Где
desk-lexicon-not-with = не рядом с { $word }
desk-lexicon-live = Действует
desk-lexicon-draft = Ждёт
desk-lexicon-try = Проверить на архиве
desk-lexicon-go-live = Включить
desk-lexicon-rest = Выключить
desk-lexicon-drop = Убрать
desk-lexicon-keep = Сохранить как черновик
desk-lexicon-add = Новое правило
desk-lexicon-context = Только в абзаце со словом
desk-lexicon-unless = Не в абзаце со словом
desk-lexicon-reason = Почему
desk-lexicon-severity = Вес
desk-lexicon-quotes = И внутри кавычек
desk-lexicon-tried = { $count ->
    [one] { $count } случай в последних заметках ({ $stories }).
    [few] { $count } случая в последних заметках ({ $stories }).
    [many] { $count } случаев в последних заметках ({ $stories }).
   *[other] { $count } случая в последних заметках ({ $stories }).
}
desk-lexicon-counts = Как следуют проверкам
desk-lexicon-check = Проверка
desk-lexicon-shown = Показано
desk-lexicon-accepted = Исправлено
desk-lexicon-ignored = Отложено

## Two drafts of one story
desk-merge = Сравнить и объединить с другим черновиком
desk-merge-text = Двое писали одновременно. Выберите для каждого места, где тексты расходятся; невыбранное останется в хранилище.
desk-merge-mine = Этот черновик, начат: { $name }
desk-merge-theirs = Другой, начат: { $name }
desk-merge-take-mine = Этот
desk-merge-take-theirs = Другой
desk-merge-take-both = Оба
desk-merge-keep = Оставить
desk-merge-leave = Убрать
desk-merge-do = Объединить
desk-sections = Рубрики

## Subscribers
desk-subscribers = Подписчики
desk-subscribers-text = Редакции и другие получатели ленты. Без продукта не приходит ничего; запрет сильнее разрешения.
desk-subscriber = Подписчик
desk-add-subscriber = Новый подписчик
desk-add-subscriber-do = Добавить
desk-products = Продукты
desk-products-text = Продукт — это заметки, которые отбирает фильтр, например { $example }. Поля: { $fields }.
desk-no-product = нет: ничего не получает
desk-terms = Условия использования
desk-add-product = Новый продукт
desk-product-change = Изменить
desk-product-try = Проверить на последних выпусках
desk-keep = Сохранить
desk-territory = Территория
desk-may-have = Доступ
product-none = Не подписан
product-granted = Разрешён
product-denied = Запрещён
subscriber-active = Действует
subscriber-paused = Приостановлен
subscriber-former = Бывший
desk-destinations = Куда доставлять
desk-destination = Назначение
desk-add-destination = Добавить назначение
desk-destination-secret = Секрет, которым подписаны эти доставки. Он показан только сейчас.
desk-destination-rest = Отключить
desk-destination-use = Включить снова
desk-destination-resting = Отключено.
desk-deliveries-open = Ждут: { $waiting }. Отложено после трёх дней попыток: { $parked }.
desk-channel = Как
channel-pull = клиент запрашивает
channel-webhook = вебхук
channel-folder = папка
desk-address = Адрес или папка
desk-format = Формат
desk-token-shown = Токен, по которому клиент получает ленту. Он показан только сейчас.
desk-token-label = Токен для
desk-token-networks = Только из этих сетей
desk-token-days = Срок в днях
desk-token-make = Создать токен
desk-token-until = до { $time }
desk-token-used = последний раз { $time }
desk-token-end = Отозвать
desk-ledger = Кто получил
desk-delivery = Доставка
desk-when = Когда
desk-answer = Ответ
desk-acknowledged = Подтверждено
desk-not-acknowledged = ещё нет
desk-resend = Доставить № { $number } снова: { $destination }
delivery-waiting = ждёт
delivery-delivered = доставлено
delivery-parked = отложено
kind-entitlement = Смена продуктов
desk-open-kills = Отзывы, которые никто не подтвердил
desk-reminded = { $count ->
    [one] { $count } напоминание
    [few] { $count } напоминания
    [many] { $count } напоминаний
   *[other] { $count } напоминания
}
desk-give = Передать
desk-give-do = Передать
kind-reminder = Напоминание об отзыве
desk-product-tried = { $count ->
    [one] { $count } из последних выпусков ({ $of }).
    [few] { $count } из последних выпусков ({ $of }).
    [many] { $count } из последних выпусков ({ $of }).
   *[other] { $count } из последних выпусков ({ $of }).
}

## Sources
desk-sources = Источники
desk-sources-text = Откуда приходят чужие тексты. То же самое ещё раз ничего не создаёт, новая версия становится редакцией заметки, отзыв снимает то, чем текст стал.
desk-source-token = Токен, с которым другое агентство присылает нам тексты. Он показан только сейчас.
desk-source-asked = Опрошен
desk-source-next = следующий раз { $time }
desk-source-wants = Токен, который он требует
desk-source-minutes = Опрашивать раз в столько минут
desk-source-nothing = Пока ничего не пришло.
desk-add-source = Новый источник
desk-add-source-do = Добавить
desk-becomes = Становится
desk-section-word = Рубрика, как в её адресе
desk-order = Порядок
desk-outcome = Что стало
desk-why = Почему
desk-rules = Правила
desk-rules-text = Пришедший текст идёт туда, куда велит первое подходящее правило; без него — куда велит источник. Поля: { $fields }.
desk-add-rule = Новое правило
desk-rule-raise = Раньше
desk-rule-drop = Убрать
desk-rule-nothing = Оно не подходит ни к одному.
desk-rule-everything = Оно подходит ко всем.
intake-feed = опрашиваемый адрес
intake-folder = наблюдаемая папка
intake-hook = присылает нам
becomes-draft = черновик
becomes-story = заметка на ленте
becomes-nothing = ничего
outcome-draft = черновик
outcome-story = на ленте
outcome-nothing = оставлено по правилу
outcome-older = старее, не показано
outcome-withdrawn = отозвано
outcome-refused = отклонено

# Отделы
desk-desks = Отделы
desk-desks-text = Отдел — это люди и место, где лежат их тексты. Роль в агентстве действует во всех отделах; роль в отделе, если она выше, — для его черновиков и для материалов, которые он отправил.
desk-desk-counts = сдано: { $filed }, в работе: { $written }
desk-desk-of-draft = Отдел
desk-desk-put = Включить в отдел
desk-desk-take = Вывести из отдела
desk-desk-change = Изменить название или часовой пояс
desk-add-desk = Добавить отдел
desk-all-desks = Все отделы
desk-first-of-desks = Первый отдел
desk-of-source = Отдел источника
desk-file = Сдать
desk-take-back = Забрать
desk-filed-at = Сдано в отдел «{ $desk }» в { $time }: отправит редактор.
desk-filed-since = сдано { $time }
desk-people = Люди
desk-people-text = Кто читает ленту в портале, сохраняет фильтры и получает уведомления. Входят по адресу электронной почты.
desk-add-person = Добавить
desk-person-out = Закрыть доступ
desk-person-in = Вернуть доступ
channel-sftp = файловый сервер
channel-mail = электронная почта
channel-portal = портал
desk-destination-change = Изменить адрес или формат
desk-destination-key = Разрешите этому ключу вход на сервер (строка в списке разрешённых ключей). В адресе после знака # должен стоять отпечаток ключа самого сервера; первая попытка скажет, какой ключ он показывает.
intake-mailbox = почтовый ящик
desk-take-from = Отозвать материал у одного подписчика
desk-take-from-text = Для него материал отозван с вашим объяснением; у остальных он остаётся. Ничего из этого материала он больше не получит, пока вы не выдадите его снова.
desk-take-from-do = Отозвать

# Своя учётная запись и что было сделано
desk-account = Ваша учётная запись
desk-factor = Второй фактор
desk-factor-wanted = Агентство требует второй фактор от всех: настройте свой, чтобы продолжить.
desk-factor-text = Код из шести цифр из приложения, который спрашивают после пароля. Считайте картинку приложением или наберите секрет, затем введите показанный код.
desk-factor-picture = Секрет картинкой для приложения
desk-factor-type = Или наберите:
desk-factor-code = Код
desk-factor-set = Включить
desk-factor-on =
    { $n ->
        [one] Второй фактор включён; остался { $n } запасной код.
        [few] Второй фактор включён; осталось { $n } запасных кода.
        [many] Второй фактор включён; осталось { $n } запасных кодов.
       *[other] Второй фактор включён; осталось { $n } запасного кода.
    }
desk-factor-off = Выключить
desk-factor-reset = Снять второй фактор
desk-factor-for-all = Все сотрудники входят со вторым фактором
desk-recovery-codes = Второй фактор включён. Храните эти коды отдельно от телефона: каждый один раз впустит вас без него. Больше их не покажут.
desk-password-old = Нынешний пароль
desk-password-new = Новый пароль
desk-sessions = Сеансы
desk-sessions-count =
    { $n ->
        [one] Вы вошли в { $n } месте.
        [few] Вы вошли в { $n } местах.
        [many] Вы вошли в { $n } местах.
       *[other] Вы вошли в { $n } места.
    }
desk-sessions-end = Выйти везде, кроме этого места
desk-audit = Журнал
desk-audit-text = Что делали сотрудники и кто читал тексты под эмбарго. Сохранённого при наборе здесь нет: его хранят черновики.
desk-audit-all = Все
desk-audit-what = Что
desk-audit-where = Где
desk-audit-said = Что указано
act-done = сделано
act-refused = отказано
act-embargoed = прочитано под эмбарго
desk-notices = Уведомления на экране
desk-notice-parked = Доставка прекращена: нужно посмотреть
desk-of-sender = Как у отправителя
desk-key-file = Сдать в отдел
requests-title = Сообщения об ошибках
requests-text = Что, по словам читателей, неверно. Если взять сообщение в работу, читатель узнает об этом; само исправление отправляется как всегда.
requests-open = Ждут
requests-decided = Решены
requests-none = Ничего.
requests-gone = Материал, которого больше нет
requests-old = (более ранняя)
requests-answer = Ответ читателю
requests-note = Заметка (читатель не ждёт ответа)
requests-take = Взять в работу
requests-leave = Оставить как есть
requests-state-taken = Взято в работу
requests-state-left = Оставлено как есть
newsletters = Рассылки
newsletters-text = Их составляют здесь и отправляют тем, кто подписан на рассылку издания. Считается, что ответили почтовые серверы; прочитано ли письмо, не считается.
newsletters-none = Пока нет.
newsletter-from = Из
newsletter-by-hand = Вручную
newsletter-begin = Начать
newsletter-subject = Тема
newsletter-went = Как дошло
newsletter-state-draft = черновик
newsletter-state-scheduled = уйдёт
newsletter-state-sending = уходит
newsletter-state-sent = отправлено
newsletter-introduction = Над материалами
newsletter-stories = Материалы
newsletter-stories-hint = Адрес каждого, по одному в строке, в этом порядке. Отозванное до отправки не войдёт.
newsletter-preview = Посмотреть
newsletter-drop = Выбросить
newsletter-test-to = Проверить на адресе
newsletter-test = Отправить пробное письмо
newsletter-at = Когда, по времени издания; пусто — сейчас
newsletter-schedule = Отправить
newsletter-saved = Сохранено.
newsletter-tested = Пробное письмо отправлено.
newsletter-scheduled = Уйдёт, как намечено. Если сохранить, снова станет черновиком.
fault-story = По этому адресу нет опубликованного материала.
fault-past = Это время прошло.
newsletter-audience =
    { $n ->
        [one] Его получит { $n } читатель.
        [few] Его получат { $n } читателя.
        [many] Его получат { $n } читателей.
        *[other] Его получат { $n } читателя.
    }

## Темы

desk-topics = Темы
desk-topics-text = Тема проходит через разделы и издания: у неё есть страница, ленты и подписчики. Материалы попадают в неё по предмету.
desk-topic-subject = Предмет
desk-topic-closed = Закрыта
desk-topic-page = Страница
desk-topic-open = Открыть тему
desk-topic-vocabulary = Тема из словаря
desk-topic-vocabulary-hint = Код или название из международного словаря, если они есть; материалы по более узким темам тоже попадут сюда. Пусто, если предмет свой.
desk-topic-slug = Слово в адресе
desk-topic-slug-hint = Пусто: из названия.
desk-topic-about = О чём она
desk-topic-close = Закрыта: продолжения не ждём
desk-topics-suggested = Могут подойти:
desk-topic-named = названа в тексте
desk-topic-alike = в { $alike } из { $of } самых похожих материалов

## Досье

desk-reference = Справочное
desk-dossier = Досье
desk-dossiers-text = Досье — постоянная справка по теме. Оно стоит на сайте, рядом с сообщениями и у корректоров; каждое изменение — новая версия, а сообщения со старым перечислены.
desk-dossier-open = Открыть досье
desk-dossier-topic = Тема досье
desk-dossier-needs-topic = Досье принадлежит теме; если её нет, сначала откройте тему:
desk-dossier-close = Закрыть досье
desk-dossier-reopen = Открыть снова
desk-dossier-is-closed = Досье закрыто: чтобы менять его, откройте снова.
desk-overdue =
    { $n ->
        [one] { $n } запись досье пора проверить
        [few] { $n } записи досье пора проверить
        [many] { $n } записей досье пора проверить
       *[other] { $n } записи досье пора проверить
    }
desk-carriers =
    { $n ->
        [one] В { $n } сообщении стоит то, чего в досье уже нет
        [few] В { $n } сообщениях стоит то, чего в досье уже нет
        [many] В { $n } сообщениях стоит то, чего в досье уже нет
       *[other] В { $n } сообщениях стоит то, чего в досье уже нет
    }
desk-carriers-text = Сообщения за последние 30 дней. Можно начать обновление с исправленными словами; его читают и отправляют как любое другое.
desk-carrier-begin = Начать обновление
desk-entries = Записи
desk-entries-none = Здесь пока ничего нет.
desk-entry-new-fact = Новый факт
desk-entry-new-position = Новая позиция
desk-entry-new-event = Новое событие
desk-entry-new-state = Новая стадия
desk-entry-new-deadline = Новый срок
desk-entry-new-background = Новая справка
desk-entry-hint-fact = Корректоры сверяют с ним сообщения этой темы.
desk-entry-hint-position = Сторона и чего она хочет.
desk-entry-hint-event = Стоит в хронологии.
desk-entry-hint-state = На какой стадии сторона или само дело.
desk-entry-hint-deadline = Стоит в календаре, с числом оставшихся дней.
desk-entry-hint-background = Абзац, который вставляют в сообщения; каждое помнит, какую версию цитирует.
desk-entry-name-fact = О чём
desk-entry-name-position = Сторона
desk-entry-name-event = Что произошло
desk-entry-name-state = Чья
desk-entry-name-deadline = Что должно быть сделано
desk-entry-name-background = О чём
desk-entry-value = Значение
desk-entry-unit = Единица или что считается
desk-entry-text = Что добавить
desk-entry-paragraph = Абзац
desk-entry-as-of-hint = Пусто: сейчас.
desk-entry-status = Насколько точно
desk-entry-stage = Стадия
desk-entry-day = День
desk-entry-from-day = Считая с
desk-entry-days = Дней
desk-entry-days-hint = 0, если срок — сам этот день.
desk-entry-source = Источник
desk-entry-desk = Кто следит
desk-entry-review = Проверить снова
desk-entry-review-hint = С этого дня запись стоит на первой странице редакции.
desk-entry-retire = Больше не действует: остаётся только история
desk-entry-retired = больше не действует
desk-entry-waits = ждёт
desk-entry-waits-long = Читатели этого ещё не видят: закреплено в сообщении, которое не опубликовано.
desk-entry-says = Что сказано
desk-entry-changed = Изменено
desk-entry-overdue = просрочено
desk-background-set = Вставить
desk-background-in = в тексте
desk-pin-fact = Закрепить выделенное как факт: { $name }
desk-pin-waits = Станет видно, когда черновик, в котором это закреплено, будет отправлен и опубликован.

## Анонсы

desk-diary = Анонсы
desk-diary-before = На две недели назад
desk-diary-today = Сегодня
desk-diary-after = На две недели вперёд
desk-diary-nothing = На этот день ничего нет.
desk-diary-calendar = В вашем календаре
desk-diary-calendar-text = Ваш собственный адрес, по которому календарь получает анонсы: две недели назад и полгода вперёд. Новый адрес отменяет прежний. Никому его не давайте: у кого он есть, тот читает анонсы.
desk-diary-link = Сделать адрес
desk-event-new = Новое событие
desk-event-title = Что будет
desk-event-at = Начало
desk-event-last-day = Последний день, если другой
desk-event-place = Место
desk-event-coverage = Освещение
desk-event-mine = Беру на себя
desk-event-cancelled = Не состоится
desk-event-is-cancelled = не состоится
desk-event-begin = Начать сообщение
desk-event-told = Сообщение есть
desk-event-draft = Начатый черновик
desk-event-until = до { $day }
coverage-int = будем
coverage-notdec = не решено
coverage-notint = не будем
coverage-onreq = по запросу

# Снимки редакции

desk-media = Снимки
desk-media-one = Снимок
desk-media-take = Принять снимки: выберите, перетащите или вставьте
desk-media-take-hint = Что снимок говорит о себе (подпись, автор, права, место, день), читается из него. Место, записанное камерой, не показывается никогда.
desk-media-upload = Принять
desk-media-taking = Принимается: { $count }…
desk-media-search = Искать в подписях, авторах, местах, ключевых словах
desk-media-nothing = Ничего не найдено.
desk-media-nameless = Без подписи
desk-media-pick = Из снимков редакции
desk-media-barred = Запрещён: использовать больше нельзя
desk-media-ended = Права на него истекли
desk-media-not-on-site = Только для подписчиков: на сайте его нет
desk-media-focus-hint = Щёлкните точку, которая должна остаться при любой обрезке.
desk-media-focus-x = Слева, в процентах
desk-media-focus-y = Сверху, в процентах
desk-media-about = { $width } на { $height } точек, принят { $time }
desk-media-by = принял(а) { $name }
desk-media-original = Как получен
desk-media-file = Для использования, со словами внутри
desk-media-creator = Кто снял
desk-media-copyright = Чьи права
desk-media-taken = Когда снят
desk-media-city = Город
desk-media-country = Страна
desk-media-keywords = Ключевые слова через запятую
desk-media-source-type = Что это
desk-media-instructions = Указания редакторам
desk-media-rights = Права
desk-media-on-site = Может стоять на сайте, который читают везде
desk-media-until = Можно использовать до
desk-media-terms = Где, словами соглашения
desk-media-products = Только для этих продуктов, по одному в строке; если пусто — для всех
desk-media-bar = Больше никогда не использовать: уходит со всех страниц и больше не отправляется
desk-media-uses = Где он показан
desk-media-used = версии { $first }–{ $last }
desk-media-used-once = версия { $number }
desk-media-no-more = больше нет
desk-media-unused = Его не показывает ни одно сообщение.
