## Around every page
skip-to-content = К содержанию
editions = Издания
sections = Рубрики
front = Главная
newsfeed = Лента новостей
search = Поиск
settings = Настройки
about = О нас
about-the-site = О сайте
contact = Контакты
corrections = Исправления
corrections-policy = Правила исправлений
privacy = Конфиденциальность
desk = Редакция
feed-rss = Лента RSS
sign-in = Войти
sign-out = Выйти
close = Закрыть

## Front page and lists
breaking = Срочно
breaking-close = Скрыть новость
top-stories = Главное
all-of-section = Все новости рубрики «{ $section }»
older = Более ранние новости
newer = Новейшие новости
nothing-yet = Здесь пока ничего не опубликовано.

## Newsfeed
newsfeed-open = Открыть ленту новостей
newsfeed-new =
    { $n ->
        [one] { $n } новое сообщение
        [few] { $n } новых сообщения
        [many] { $n } новых сообщений
       *[other] { $n } нового сообщения
    }
newsfeed-newest = Сначала новые
newsfeed-oldest = Сначала старые
newsfeed-announce = Озвучивать новые сообщения
newsfeed-reload = Обновить
newsfeed-offline = Соединение прервано. Новые сообщения появятся, когда оно восстановится.

## Story page
by = Автор: { $name }
published = Опубликовано
updated = Обновлено
sent = Отправлено
picture-credit = Фото: { $name }
picture-unsaid = не сказано
picture-digitalcapture = фотография
picture-print = скан отпечатка или плёнки
picture-compositecapture = Составлено из нескольких снимков
picture-digitalcreation = Нарисовано
picture-trainedalgorithmicmedia = Создано машиной
picture-compositewithtrainedalgorithmicmedia = Фотография, изменённая машиной
reading-time =
    { $n ->
        [one] { $n } минута чтения
        [few] { $n } минуты чтения
        [many] { $n } минут чтения
       *[other] { $n } минуты чтения
    }
correction = Исправление
correction-of = { $what }: вместо «{ $old }» следует читать «{ $new }».
correction-in = Абзац { $n }
in-headline = Заголовок
revision = Версия { $n }
revision-first = Первая версия
revisions = Все версии этого сообщения
revisions-all = Все версии: { $count }
revision-old = Это более ранняя версия сообщения.
revision-present = Читать текущую версию
what-changed = Что изменилось
what-changed-between = Что изменилось между версиями { $old } и { $new }
since-you-read = { $count ->
    [one] { $count } изменение с тех пор, как вы это читали в { $time }.
    [few] { $count } изменения с тех пор, как вы это читали в { $time }.
    [many] { $count } изменений с тех пор, как вы это читали в { $time }.
   *[other] { $count } изменения с тех пор, как вы это читали в { $time }.
}
since-show = Показать изменения
compare-do = Сравнить
compare-old = Было
compare-new = Стало
compare-nothing = Текст не изменился.
class-equal = Без изменений
class-typo = Опечатка
class-edited = Изменено
class-moved = Перемещено
class-inserted = Добавлено
class-deleted = Удалено
class-split = Разделено
class-merged = Объединено
more-from = Ещё из рубрики «{ $section }»
in-other-languages = На других языках
share-link = Скопировать ссылку
share-link-done = Ссылка скопирована
keywords = Ключевые слова
print = Печать
paragraph-link = Ссылка на этот абзац

## Kinds of move, as a label
kind-new = Новое
kind-update = Обновление
kind-correction = Исправление
kind-refile = Повторная подача
kind-repeat = Повтор
kind-hold = Задержка
kind-release = Снятие задержки
kind-withdrawal = Отзыв
kind-takedown = Удаление по закону
kind-publication = Публикация
kind-key = Новый ключ
urgency-1 = Молния
urgency-2 = Экстренное
urgency-3 = Срочное
urgency-4 = Обычное
urgency-5 = Дневное
urgency-6 = Без срока
urgency-7 = Заготовка на будни
urgency-8 = Заготовка на выходные
role-administrator = Администратор
role-editor = Редактор
role-writer = Корреспондент
role-moderator = Модератор

## Search
search-label = Что найти?
search-order = Порядок
search-newest = Сначала новые
search-best = Сначала самые подходящие
search-how = Как спрашивать
search-example-words = забастовка порт
search-finds-words = Оба слова, в любой форме
search-example-phrase = «переговоры в Варне»
search-finds-phrase = Эти слова подряд
search-example-or = зерно | пшеница
search-finds-or = Одно из двух
search-example-not = зерно -пшеница
search-finds-not = Первое без второго
search-example-brackets = (зерно | пшеница) суда
search-finds-brackets = Что относится друг к другу
search-example-beginning = порт*
search-finds-beginning = Любое слово с таким началом
search-example-part = заголовок:паром подпись:вик
search-finds-part = Только в заголовке или в подписи; так же слово:, место:, лицо:, организация:; раньше: — только в прежних версиях
search-example-sorted = паром вид:исправление
search-finds-sorted = Последнее изменение — исправление; так же раздел: и язык:
search-example-day = паром после:2026-10 до:2026-12-24
search-finds-day = Впервые опубликовано с дня, месяца или года или до него; за: — в его пределах
search-do = Найти
search-found =
    { $n ->
        [one] Найдено { $n } сообщение
        [few] Найдено { $n } сообщения
        [many] Найдено { $n } сообщений
       *[other] Найдено { $n } сообщения
    }
search-found-many = Найдено больше { $n } сообщений
search-none = Ничего не найдено. Попробуйте другие слова или уберите часть.
search-next = Ещё результаты
search-first = Первые результаты
search-meant = Может быть,
search-narrower = Уточнить
search-by-section = Раздел
search-by-topic = Тема
search-by-place = Место
search-by-person = Лицо
search-by-organisation = Организация
search-by-keyword = Ключевое слово
search-by-kind = Последнее изменение
search-by-language = Язык
search-part-section = раздел
search-part-topic = тема
search-part-place = место
search-part-person = лицо
search-part-organisation = организация
search-part-keyword = слово
search-part-kind = вид
search-part-language = язык

## Corrections and authors
corrections-about = В чём мы ошиблись и когда исправили.
corrections-none = Исправлений не было.
stories-by = Автор: { $name }

## Settings of the reader
settings-about = Хранится только в вашем браузере. Страницы одинаковы для всех.
settings-theme = Цвета
settings-theme-auto = Как на устройстве
settings-theme-light = Светлые
settings-theme-dark = Тёмные
settings-size = Размер текста
settings-size-small = Мелкий
settings-size-normal = Обычный
settings-size-large = Крупный
settings-size-largest = Самый крупный
settings-save = Сохранить
settings-saved = Сохранено.

## Set-up and sign-in
setup-title = Настройка агентства
setup-agency = Название агентства
setup-agency-hint = Так, как оно стоит в начале сообщений
setup-edition = Первое издание
setup-edition-name = Название сайта
setup-edition-description = Одно предложение о нём
setup-language = Язык
setup-zone = Часовой пояс
setup-slug = Слово в адресах
setup-slug-hint = Латинские буквы, цифры и дефис
setup-section = Первая рубрика
setup-section-name = Название рубрики
setup-section-description = О чём она
setup-next = Продолжить
setup-waiting = Агентство настраивается.
setup-waiting-hint = Одноразовая ссылка напечатана при запуске программы.
claim-title = Выберите пароль
claim-for = Для: { $name }, имя для входа: { $login }
claim-spent = Ссылка уже использована или устарела. Попросите администратора выдать новую.
password = Пароль
password-hint = Не менее { $n } символов
password-set = Задать пароль
login-name = Имя для входа
sign-in-wrong = Неверное имя или пароль.
sign-in-wait =
    { $n ->
        [one] Слишком много попыток. Подождите { $n } секунду.
        [few] Слишком много попыток. Подождите { $n } секунды.
        [many] Слишком много попыток. Подождите { $n } секунд.
       *[other] Слишком много попыток. Подождите { $n } секунды.
    }

## Time gone by
ago-now = только что
ago-minutes =
    { $n ->
        [one] { $n } минуту назад
        [few] { $n } минуты назад
        [many] { $n } минут назад
       *[other] { $n } минуты назад
    }
ago-hours =
    { $n ->
        [one] { $n } час назад
        [few] { $n } часа назад
        [many] { $n } часов назад
       *[other] { $n } часа назад
    }
ago-days =
    { $n ->
        [one] { $n } день назад
        [few] { $n } дня назад
        [many] { $n } дней назад
       *[other] { $n } дня назад
    }

## Pages that cannot be shown
error-not-found-title = Такой страницы нет
error-not-found-text = Возможно, адрес набран с ошибкой. Поиск найдёт любое сообщение по словам.
error-held-title = Это сообщение задержано
error-held-text = Его проверяют, пока использовать его нельзя. Зайдите позже.
error-withdrawn-title = Это сообщение отозвано
error-withdrawn-text = Его больше нельзя использовать ни в одной версии.
error-method-not-allowed-title = Здесь это невозможно
error-method-not-allowed-text = Адрес не принимает такие запросы.
error-too-large-title = Слишком большой объём
error-too-large-text = Принимается не более { $limit } байт.
error-bad-request-title = Запрос не удалось прочитать
error-bad-request-text = Вернитесь и попробуйте ещё раз.
error-sign-in-title = Сначала войдите
error-sign-in-text = Эта страница для сотрудников редакции.
error-not-allowed-title = Ваша роль этого не предусматривает
error-not-allowed-text = Обратитесь к редактору или администратору.
error-other-origin-title = Запрос пришёл с другого сайта
error-other-origin-text = Откройте страницу здесь и попробуйте ещё раз.
error-refused-title = Это запрещено правилом
error-refused-text = Вернитесь, чтобы увидеть какое.
error-conflict-title = Кто-то вас опередил
error-conflict-text = Обновите страницу, чтобы увидеть изменения. Введённый текст сохранён.
error-busy-title = Слишком много читателей сразу
error-busy-text = Попробуйте через минуту.
error-away-title = Эта страница сейчас недоступна
error-away-text = База данных временно не отвечает. Страницы, которые читали недавно, открываются; попробуйте ещё раз через минуту.
error-server-title = Сбой на нашей стороне
error-server-text = Мы о нём знаем. Попробуйте через минуту.
sign-in-code = Код второго фактора
sign-in-code-hint = Шесть цифр из приложения или запасной код.
sign-in-provider = Войти через { $name }
sign-in-provider-failed = Служба входа никого не впустила. Попробуйте ещё раз или обратитесь к администратору.

## Reading on, and what changes while it is read
story-moved = Эта новость только что изменилась.
story-show = Показать новую версию
story-withdrawn-now = Эта новость только что отозвана. Не опирайтесь на неё.
story-next = Дальше:
next-by-itself = Показывать следующую новость ниже автоматически
settings-face = Шрифт
settings-face-serif = с засечками
settings-face-sans = без засечек
settings-width = Ширина текста
settings-width-narrow = узкая
settings-width-medium = средняя
settings-width-wide = широкая
story-share = Поделиться
story-copied = Ссылка скопирована
story-listen = Слушать
story-stop = Остановить
most-read = Самое читаемое
most-read-none = Пока ничего не подсчитано.
most-read-about = За последние 24 часа. Считается без куки: кто читает материал в тот же день снова, учитывается один раз, и кто это был, не сохраняется.
story-save = Отложить
story-saved = Отложено
story-embed = Встроить материал
story-embed-text = Вставьте это в свою страницу. Карточка всегда показывает нынешнюю версию.
passage-copy = Скопировать ссылку на это место
wrong-title = Сообщить об ошибке
wrong-passage = Место в тексте
wrong-text = Что в нём неверно?
wrong-text-hint = Если вам известно, как на самом деле, напишите, откуда.
wrong-address = Адрес электронной почты
wrong-address-hint = Только если хотите получить ответ. После ответа мы его забудем.
wrong-do = Отправить в редакцию
wrong-done = Спасибо. Сообщение в редакции, его рассмотрят.
kind-live = Онлайн
coverage-points = Главное
coverage-pinned = Закреплено
coverage-posts = Сообщения
coverage-edited = изменено
coverage-new = Показать новые сообщения

## Темы

topics = Темы
topics-about = За чем мы следим, поверх разделов и языков.
topics-none = Тем пока нет.
topics-closed = Закрытые
topic-closed = Тема закрыта: продолжения не ждём.
topic-follow = Следить за темой
topic-feed = Лента

## Публичный журнал

log = Журнал
log-about = Каждая публикация, правка, исправление и отзыв оставляет здесь запись в том порядке, в каком их получили читатели. Незаметно изменить её не может никто, в том числе и мы.
log-number = Запись
log-when = Когда
log-what = Что
log-gone = Материал, которым больше нельзя пользоваться
log-how = Как это проверить
log-how-tree = В каждой записи есть хеш текста, который она сделала публичным. Все записи стоят под одним деревом Меркла, и его корень мы подписываем. Кто сохранил корень, тот позже увидит, изменилось ли что-то до него, а пересчитать дерево по файлам журнала может каждый.
log-how-erased = Если по решению суда текст приходится удалить, он исчезает, а хеш и причина остаются.
log-how-check = Проверить этот сайт извне:
log-checkpoint = Подписанный корень
log-witnessed = Последний корень, который подписали и свидетели: они видели, что журнал только рос
log-entry = Запись
log-entry-of = Запись { $number } в журнале
log-shown = Текст с этим хешем можно прочесть здесь и пересчитать.
log-not-shown = Текстом с этим хешем больше нельзя пользоваться, и он не показан.
log-leaf = Что стоит в журнале и его хеш
log-path = Путь от записи к корню над { $size } записями
log-json = То же для машин

## Досье

dossiers = Досье
dossiers-about = Что стоит за новостями: факты с источниками, кто на чём стоит, что произошло и чего ждать.
dossiers-none = Пока не открыто ни одного досье.
dossiers-closed = Закрытые
dossier-of-topic = Справка в досье
dossier-closed = Досье закрыто: оно осталось каким было и больше не пополняется.
dossier-stories = Все сообщения по теме
dossier-calendar = Календарь сроков
dossier-facts = Факты
dossier-background = Справка
dossier-positions = Стороны
dossier-states = На какой стадии
dossier-deadlines = Сроки
dossier-timeline = Хронология
dossier-as-of = По состоянию на
dossier-source = Источник: { $name }
dossier-past = прошёл
dossier-days-left =
    { $n ->
        [0] сегодня
        [one] через { $n } день
        [few] через { $n } дня
        [many] через { $n } дней
       *[other] через { $n } дня
    }
dossier-fresh = Новое
dossier-some-new = Нового с вашего прошлого визита: { $n }
dossier-nothing-new = С вашего прошлого визита ничего нового.
dossier-retired = Это больше не действует.
dossier-changed = В таком виде с
dossier-earlier = Раньше
dossier-open = Всё досье
dossier-status-confirmed = подтверждено
dossier-status-claimed = не подтверждено
dossier-status-disputed = оспаривается
dossier-stage-proposed = предложено
dossier-stage-signed = подписано
dossier-stage-ratified = ратифицировано
dossier-stage-in-force = в силе
dossier-stage-suspended = приостановлено
dossier-stage-withdrawn = отозвано
dossier-kind-fact = Факт
dossier-kind-position = Позиция
dossier-kind-event = Событие
dossier-kind-state = Стадия
dossier-kind-deadline = Срок
dossier-kind-background = Справка

## Цитаты

quotes = Цитаты
quotes-about = Кто что сказал, когда и в каком сообщении: прочитано в каждом сообщении, когда оно вышло.
quotes-by = Что говорит { $name } в наших сообщениях.
quotes-search = Слова из цитаты
quotes-none = Цитат с такими словами нет.
quotes-empty = Пока никого не процитировали.
quotes-in-story = Цитируются:
