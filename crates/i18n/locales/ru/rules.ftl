## Rules of the newsroom
refusal-no-headline = Напишите заголовок.
refusal-headline-too-long = В заголовке { $length } символов, можно не более { $limit }.
refusal-no-slugline = Дайте сообщению короткое рабочее имя.
refusal-slugline-changed = Рабочее имя сообщения не меняется: было { $old }.
refusal-no-section = Выберите хотя бы одну рубрику.
refusal-stale-base = Написано на версии { $base }, но сообщение уже в версии { $head }. Сравните и перенесите свои правки.
refusal-no-such-base = У сообщения нет версии { $base }.
refusal-unchanged = С последней версии ничего не изменилось.
refusal-wrong-kind = Такой тип отправки ({ $kind }) здесь невозможен.
refusal-refile-changes-meaning = Повторная подача исправляет только мелочи, но изменилось другое: { $what }, { $place }. Отправьте обновление или исправление.
refusal-correction-without-change = Ничего из сказанного не изменилось: исправлять нечего. Отправьте обновление или повторную подачу.
refusal-untrue-advisory = Служебная строка не соответствует изменениям: { $fault }
refusal-withdrawn = Сообщение отозвано: больше ничего отправить нельзя.
refusal-never-sent = Заметка не отправлялась.
refusal-held = Заметка задержана. Разрешите её, с изменением или без, или отзовите.
refusal-not-held = Заметка не задержана.
refusal-unanswered = { $count ->
    [one] Скажите ещё об { $count } изменившемся факте, был ли он неверен или устарел.
    [few] Скажите ещё о { $count } изменившихся фактах, были ли они неверны или устарели.
    [many] Скажите ещё о { $count } изменившихся фактах, были ли они неверны или устарели.
   *[other] Скажите ещё о { $count } изменившихся фактах, были ли они неверны или устарели.
}
refusal-wrong-uncorrected = «{ $old }» было неверно, значит «{ $new }» — исправление. Отправьте его как исправление.
refusal-wants-second = Нужен второй человек: { $what }. Ваше слово записано, теперь может отправить другой редактор.
refusal-no-reason = Укажите причину.
refusal-embargo-in-past = Эмбарго заканчивается в прошлом. Выберите более позднее время или снимите его.
refusal-embargo-on-public = Сообщение уже опубликовано: эмбарго его не удержит.
refusal-picture-without = Для фото не хватает: { $missing }.
refusal-not-allowed = Ваша роль этого не предусматривает. Обратитесь к редактору или администратору.

## What refusals name
missing-caption = подпись
missing-credit = автор
grave-quote = изменённая цитата
grave-negation = появившееся или исчезнувшее отрицание
grave-withdrawal = отзыв

## Fields that cannot be read
fault-empty = Поле не может быть пустым.
fault-too-long = Слишком длинно.
fault-reserved = Это слово занято самим сайтом: выберите другое.
fault-taken = Это имя уже занято.
fault-slug = Используйте латинские буквы, цифры и одиночные дефисы.
fault-zone = Такого часового пояса нет. Пример: Europe/Oslo.
fault-edition = Такого издания нет.
fault-section = Такой рубрики нет.
fault-language = Это не код языка. Пример: en, ru, ar.
fault-dateline = Строку места и даты не удалось прочитать. Пример: ПОРТ-МЕРРИН, 12 октября (Агентство) —
fault-urgency = Срочность — число от 1 до 8.
fault-instant = Это не дата и время. Пример: 2026-10-12 14:05.
fault-instant-gap = В этот день часы пропускают это время. Выберите другое.
fault-instant-fold = В этот день это время наступает дважды. Добавьте смещение, например +02:00.
fault-picture = Такого фото нет.
fault-password-short = Пароль слишком короткий.
fault-filter = Фильтр не читается: { $what }.
fault-network = Это не сеть. Пишите так: 192.0.2.0/24.
fault-choice = Выберите из списка.
fault-address = Это не адрес. Укажите полный адрес или полный путь к папке.
fault-minutes = Напишите число от 1 до 1440.
fault-mailbox = Это не адрес электронной почты.
fault-too-many = Их уже слишком много: сначала удалите один.
fault-code = Код неверный или уже использован.
