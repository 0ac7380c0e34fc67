## Accounts of readers
reader-register = إنشاء حساب
reader-register-text = بحساب يمكنك المشاركة في النقاشات ومتابعتها. لا نطلب سوى اسم وعنوان بريد إلكتروني.
reader-name = الاسم
reader-name-hint = يظهر بجانب ما تكتبه. ليس من الضروري أن يكون اسمك الحقيقي.
reader-address = عنوان البريد الإلكتروني
reader-password-hint = { $n } رمزًا على الأقل، ولا يسهل تخمينها. بضع كلمات غير مترابطة خيار جيد.
reader-have-account = لديك حساب؟
reader-no-account = ليس لديك حساب بعد؟
reader-log-in = تسجيل الدخول
reader-log-out = تسجيل الخروج
reader-no-mail = لا يرسل هذا الموقع بريدًا حاليًا، فلا يمكن إنشاء حساب ولا مراسلة أحد. حاول لاحقًا من فضلك.
reader-check-mail = راجع بريدك
reader-check-mail-text = كتبنا إلى العنوان الذي أدخلته. في الرسالة رابط يقود إلى زر يُتمّ التسجيل، وهو صالح ليوم واحد.
reader-sent-text = إن كان هناك حساب بهذا العنوان فالرسالة في طريقها وفيها رابط صالح لنصف ساعة.
reader-send-again-text = لم يصل شيء؟ ابحث في البريد غير المرغوب. بعد دقيقة يمكنك طلب رسالة أخرى.
reader-send-again = إرسال رسالة أخرى
reader-sent-again = أُرسلت رسالة أخرى.
reader-send-mail = إرسال الرسالة
reader-confirm = تأكيد العنوان
reader-confirm-text = اضغط الزر ويصبح حسابك جاهزًا.
reader-confirm-elsewhere = سجّلت في متصفح آخر: بعد ذلك سجّل الدخول بكلمة مرورك.
reader-confirm-do = تأكيد
reader-confirmed-elsewhere = حسابك جاهز. يمكنك تسجيل الدخول الآن.
reader-link-spent = لم يعد هذا الرابط صالحًا: استُخدم من قبل أو انتهت مدته.
reader-link-elsewhere = طلبت هذا الرابط في متصفح آخر. افتحه هناك أو أدخل رمز الرسالة هناك.
reader-by-link = تسجيل الدخول برابط في البريد
reader-link-title = تسجيل الدخول بالبريد
reader-link-text = نرسل رابطًا ورمزًا صالحين لنصف ساعة. لا حاجة إلى كلمة مرور.
reader-forgot = نسيت كلمة المرور
reader-forgot-text = نرسل رابطًا تعيّن به كلمة جديدة.
reader-code-title = أدخل الرمز
reader-code-text = إن كان هناك حساب بهذا العنوان فالرسالة في طريقها وفيها رابط ورمز من ستة أرقام. افتح الرابط في هذا المتصفح أو أدخل الرمز هنا.
reader-code = الرمز
reader-code-wrong = الرمز خاطئ أو انتهت مدته. بعد خمس محاولات تحتاج إلى رسالة أخرى.
reader-wrong = العنوان أو كلمة المرور غير صحيحة.
reader-new-password = كلمة مرور جديدة
reader-new-password-do = تعيين كلمة المرور
reader-old-password = كلمة المرور الحالية
reader-by-passkey = الدخول بمفتاح المرور
reader-by-provider = الدخول عبر { $machine }
reader-provider-failed = لم تسمح هذه الخدمة بالدخول. حاول مرة أخرى أو ادخل بطريقة أخرى.
reader-newcomer = اختر اسمًا
reader-newcomer-text = عنوانك { $address }. بقي شيء واحد: الاسم الذي يراه الآخرون بجانب ما تكتب.
reader-newcomer-do = اعتماد هذا الاسم
reader-passkeys = مفاتيح المرور
reader-passkeys-text = بمفتاح المرور تدخل من دون كلمة سر، بما يحفظه هاتفك أو حاسوبك أو مفتاح مستقل.
reader-passkey-unnamed = مفتاح مرور
reader-passkey-used = آخر استعمال
reader-passkey-end = إزالة
reader-passkey-name = ماذا تسميه
reader-passkey-add = إضافة مفتاح مرور
reader-passkey-script = تحتاج الإضافة إلى جافاسكربت.
reader-providers = الخدمات التي تدخل عبرها
reader-provider-end = عدم الدخول عبرها بعد الآن
fault-passkey = لم يُقبل مفتاح المرور هذا: فهو غير معروف هنا أو أزيل.
fault-passkey-late = استغرق ذلك وقتًا طويلًا. حاول مرة أخرى.
fault-passkeys-enough = لديك عشرون مفتاح مرور: أزل واحدًا أولًا.
reader-account = حسابك
reader-welcome = أهلًا بك. حسابك جاهز.
reader-choices = اختياراتك
reader-language = لغة الرسائل
reader-zone = المنطقة الزمنية
reader-zone-hint = مثل Europe/Oslo، أو اتركه فارغًا لمنطقة الموقع.
reader-mails = رسائل عن الردود والإشارات والقرارات
reader-mails-at-once = فورًا
reader-mails-hourly = مرة في الساعة على الأكثر
reader-mails-daily = مرة في اليوم على الأكثر
reader-mails-never = أبدًا
reader-mail = الرسائل إليك
reader-mail-saved = حُفظ. نكتب إليك:
reader-mail-undo = تراجع
reader-new-address = عنوان جديد
reader-new-address-text = من الآن عنوان حسابك هو { $address }.
reader-address-mailed = كتبنا إلى ذلك العنوان. يتغيّر بعد أن تؤكده هناك.
reader-address-changed = تغيّر عنوانك.
reader-sessions = أين سجّلت الدخول
reader-device-unknown = جهاز غير معروف
reader-this-device = هذا الجهاز
reader-session-since = منذ
reader-end-session = تسجيل الخروج هناك
reader-end-others = تسجيل الخروج من كل مكان آخر
reader-muted = من لا ترى ما يكتبونه
reader-letters = رسائلنا إليك في آخر 30 يومًا
reader-no-letters = لا شيء.
reader-data = بياناتك
reader-data-text = كل ما نعرفه عنك في ملف واحد، للناس وللبرامج.
reader-data-do = تنزيل
reader-leave = حذف حسابك
reader-leave-text = أمامك أربعة عشر يومًا للعودة: سجّل الدخول وقل ذلك. بعدها لا يمكن استرجاع شيء.
reader-leave-how = ما كتبته
reader-leave-erase = يُمحى
reader-leave-anonymise = يبقى دون اسمك
reader-leave-do = حذف الحساب
reader-leaves = يُحذف حسابك في { $at }.
reader-stay = الاحتفاظ به
reader-stays = حسابك باقٍ.
reader-notes = ما يخصّك
reader-no-notes = لا شيء بعد.
reader-standing = القرارات بشأنك
reader-standing-good = لم يُتخذ قرار بشأنك أو بشأن رسائلك.
reader-stopped = لا يمكنك المشاركة حاليًا. اطّلع على السبب.
note-reply = ردّ عليك
note-mention = أشار إليك
note-followed = كتب حيث تتابع
note-approved = رسالتك منشورة الآن
note-rejected = حُذفت رسالتك
note-picked = اختار محرر رسالتك
note-report = نتيجة بلاغك
note-appeal = نتيجة اعتراضك
note-lifted = أُلغي قرار بشأنك

## Mail to readers
letter-confirm-subject = أكّد عنوانك
letter-confirm-text = سجّل أحدهم بهذا العنوان. إن كنت أنت فافتح الرابط واضغط الزر. الرابط صالح ليوم واحد.
letter-ignore = إن لم تكن أنت فلا شيء عليك فعله: لن يحدث شيء.
letter-known-subject = لديك حساب بالفعل
letter-known-text = حاول أحدهم التسجيل بهذا العنوان، وله حساب بالفعل.
letter-sign-in-subject = رابط تسجيل الدخول
letter-sign-in-text = افتح الرابط في المتصفح الذي طلبته منه. الرابط صالح لنصف ساعة.
letter-code = أو أدخل هذا الرمز هناك:
letter-password-subject = تعيين كلمة مرور جديدة
letter-password-text = افتح الرابط لتعيين كلمة مرور جديدة. الرابط صالح لنصف ساعة، وتُسجَّل كل الأجهزة خارجًا.
letter-address-subject = أكّد عنوانك الجديد
letter-address-text = يريد أحدهم استخدام هذا العنوان لحسابه. إن كنت أنت فافتح الرابط واضغط الزر. الرابط صالح لنصف ساعة.
letter-address-changed-subject = تغيّر عنوانك
letter-address-changed-text = صار لحسابك عنوان آخر. إن لم تفعل ذلك فأجب على هذه الرسالة فورًا.
letter-leaving-subject = سيُحذف حسابك
letter-leaving-text = سيُحذف حسابك في { $at } (UTC). حتى ذلك الحين يمكنك تسجيل الدخول والاحتفاظ به.
letter-notes-subject = جديد في نقاشاتك
letter-why-notes = تصلك هذه الرسالة لأنك تشارك في النقاشات.
letter-stop = تقليلها أو إيقافها
letter-warning-subject = إنذار
letter-suspension-subject = أُوقفت مؤقتًا عن النقاشات
letter-ban-subject = مُنعت من النقاشات
letter-sanction-warning = ينذرك مشرف. قبل أن تكتب مجددًا اقرأ هذا في صفحتك.
letter-sanction-suspension = أوقفك مشرف مؤقتًا: لا يمكنك المشاركة في النقاشات لفترة.
letter-sanction-ban = منعك مشرف: لم يعد بإمكانك المشاركة في النقاشات.
letter-sanction-appeal = إن رأيت ذلك خطأ فقل ذلك في صفحتك: ينظر فيه شخص آخر.
letter-notice-subject = إشعارك { $reference }
letter-notice-decided-subject = نتيجة إشعارك { $reference }
letter-notice-decided-text = اتُّخذ قرار في إشعارك { $reference }.
letter-confirm-name = تأكيد العنوان
letter-known-name = الحساب موجود
letter-sign-in-name = رابط الدخول
letter-password-name = كلمة مرور جديدة
letter-address-name = عنوان جديد
letter-address-changed-name = تغيّر العنوان
letter-leaving-name = حذف الحساب
letter-notes-name = النقاشات
letter-sanction-name = قرار بشأنك
letter-notice-name = إشعار قانوني
letter-notice-decided-name = قرار في الإشعار
letter-state-waiting = في الطريق
letter-state-sent = أُرسلت
letter-state-parked = تعذّر إرسالها
letter-state-bounced = عادت
letter-state-suppressed = لم تُرسل: العنوان لا يقبل البريد

## Discussions
discussion = النقاش
discussion-of = النقاش: { $headline }
discussion-count =
    { $n ->
        [zero] لا رسائل
        [one] رسالة واحدة
        [two] رسالتان
        [few] { $n } رسائل
        [many] { $n } رسالة
        *[other] { $n } رسالة
    }
discussion-write = كتابة رسالة
discussion-ask = طرح سؤال
discussion-door = للمشاركة في النقاش
discussion-watched = ينظر مشرف في كل رسالة قبل ظهورها.
discussion-closes = مفتوح حتى { $at }.
discussion-closed-time = انتهت مدة هذا النقاش وأُغلق. لا تزال قراءته ممكنة.
discussion-closed-moderator = أغلق مشرف هذا النقاش. لا تزال قراءته ممكنة.
discussion-closed-subject = لا يُناقش هذا الخبر بسبب موضوعه.
discussion-closed-withdrawn = سُحب الخبر وأُغلق نقاشه.
discussion-order = الترتيب
discussion-order-newest = الأحدث
discussion-order-oldest = الأقدم
discussion-order-useful = الأكثر فائدة
discussion-order-unanswered = دون إجابة
discussion-follow = متابعة هذا النقاش
discussion-follow-text = تُبلَّغ بكل رسالة جديدة هنا، في صفحتك وبالبريد كما اخترت.
discussion-unfollow = إلغاء المتابعة
discussion-picked = اختيارات المحررين
discussion-pick = اختيار المحررين
discussion-empty = لم يقل أحد شيئًا بعد.
discussion-next = الصفحة التالية
discussion-whole = إلى النقاش كله
discussion-left = قارئ غادر
discussion-edited = معدّلة
discussion-gone-deleted = حذف الكاتب هذه الرسالة.
discussion-gone-rejected = حذف مشرف هذه الرسالة.
discussion-useful = مفيدة
discussion-useful-on = وجدتها مفيدة
discussion-reply = رد
discussion-more = المزيد
discussion-message = رسالة من { $name }
discussion-message-title = رسالة
discussion-more-answers =
    { $n ->
        [zero] لا ردود أخرى
        [one] رد آخر
        [two] ردان آخران
        [few] { $n } ردود أخرى
        [many] { $n } ردًا آخر
        *[other] { $n } رد آخر
    }
discussion-continue =
    { $n ->
        [zero] المتابعة
        [one] المتابعة: رد واحد
        [two] المتابعة: ردان
        [few] المتابعة: { $n } ردود
        [many] المتابعة: { $n } ردًا
        *[other] المتابعة: { $n } رد
    }
discussion-text = رسالتك
discussion-marks = *إبراز*، **غليظ**، > اقتباس، - قائمة، روابط. دون صور.
discussion-send = إرسال
discussion-held = رسالتك في انتظار مشرف. ستُبلَّغ بالنتيجة.
discussion-back = عودة إلى الرسالة
discussion-state-held = هذه الرسالة في انتظار مشرف؛ لا يراها سواك.
discussion-state-rejected = حذف مشرف هذه الرسالة:
discussion-state-deleted = حذفت هذه الرسالة.
discussion-edit = تعديل
discussion-edit-early = في الدقائق الخمس الأولى لا يُذكر التعديل.
discussion-edit-late = ستُعلَّم الرسالة بأنها معدّلة، ويبقى نصها السابق متاحًا للقراءة.
discussion-edit-do = حفظ
discussion-edit-held = حُفظ. هي الآن في انتظار مشرف.
discussion-delete = حذفها
discussion-mark-useful = إنها مفيدة
discussion-not-useful = سحب العلامة
discussion-follow-thread = متابعة هذا الخيط
discussion-unfollow-thread = إلغاء متابعة الخيط
discussion-mute = لا تعرض لي شيئًا من هذا الشخص
discussion-unmute = عرض هذا الشخص من جديد
discussion-muted = اخترت ألا ترى هذا الشخص.
discussion-report = إبلاغ
discussion-report-why = ما الخطأ فيها؟
discussion-report-words = بكلماتك (غير إلزامي)
discussion-report-do = إبلاغ
discussion-reported = شكرًا. سينظر مشرف فيها وستُبلَّغ.
discussion-history = ما قالته الرسالة من قبل
discussion-until = حتى
badge-writer = كاتب هنا
badge-editor = محرر
badge-expert = خبير
category-insult = تهين أحدًا
category-hatred = تحض على كراهية جماعة
category-threat = فيها تهديد
category-spam = إعلان أو تكرار
category-privacy = تكشف خصوصية أحد
category-off-topic = لا صلة لها بالخبر
category-false = غير صحيحة
category-illegal = مخالفة للقانون
grounds-insult = إهانات
grounds-hatred = كراهية جماعة
grounds-threat = تهديد
grounds-spam = إعلان أو تكرار
grounds-privacy = خصوصيات الغير
grounds-off-topic = لا صلة بالخبر
grounds-false = غير صحيح
grounds-illegal = مخالفة القانون
grounds-impersonation = انتحال شخصية
grounds-unreadable = غير مقروء أو بلغة أخرى
reason-too-short = النص قصير جدًا: اكتب { $n } رمزًا على الأقل.
reason-too-long = النص طويل جدًا: { $n } رمزًا على الأكثر.
reason-closed = هذا النقاش مغلق.
reason-no-parent = لم تعد الرسالة التي تجيب عنها موجودة.
reason-repeated = قلت الشيء نفسه قبل قليل.
reason-banned-word = لا ننشر «{ $word }». قلها بكلمات أخرى.
reason-suspect-word = فيها «{ $word }»، وهذا ينظر فيه مشرف أولًا.
reason-many-links =
    { $n ->
        [zero] فيها روابط
        [one] فيها رابط
        [two] فيها رابطان
        [few] فيها { $n } روابط
        [many] فيها { $n } رابطًا
        *[other] فيها { $n } رابط
    } ينظر فيها مشرف أولًا.
reason-too-fast =
    انتظر { $n ->
        [zero] لحظة
        [one] ثانية
        [two] ثانيتين
        [few] { $n } ثوانٍ
        [many] { $n } ثانية
        *[other] { $n } ثانية
    } قبل أن تكتب مجددًا.
reason-record = حُذف بعض ما كتبته مؤخرًا، لذلك ينظر مشرف أولًا.
reason-checker = أوقفها فحص آلي.
reason-new-reader = أنت جديد هنا: ينظر مشرف في رسائلك الأولى.
reason-story-first = ينظر مشرف أولًا في كل ما يُكتب عن هذا الخبر.
reason-site-first = ينظر مشرف في كل شيء أولًا.
reason-person-first = ينظر مشرف فيما تكتبه أولًا.
reason-reported =
    { $n ->
        [zero] بلّغ عنها قراء
        [one] بلّغ عنها قارئ
        [two] بلّغ عنها قارئان
        [few] بلّغ عنها { $n } قراء
        [many] بلّغ عنها { $n } قارئًا
        *[other] بلّغ عنها { $n } قارئ
    }؛ ينظر فيها مشرف.
report-state-open = لم يُتخذ قرار بعد.
report-state-upheld = حُذفت الرسالة.
report-state-dismissed = الرسالة باقية.
sanction-removal = حُذفت رسالة لك
sanction-warning = إنذار
sanction-suspension = إيقاف مؤقت
sanction-ban = منع
sanction-by-person = اتخذ القرار إنسان لا آلة. يمكنك الاعتراض هنا أو اللجوء إلى محكمة أو هيئة لتسوية مثل هذه النزاعات.
sanction-until = حتى { $at }.
sanction-lifted = أُلغي.
sanction-read = قرأته
sanction-appeal = الاعتراض
sanction-appeal-text = ما اعتراضك؟
sanction-appeal-do = إرسال الاعتراض
sanction-appealed = قلت:
sanction-answered = أُجبت:
sanction-appeal-waits = لم يُجب أحد بعد.
notice-title = إشعار قانوني
notice-text = استخدمه حيث تخالف الرسالة القانون. يقرر إنسان ويعلّل ويكتب إليك. لكل ما عدا ذلك هناك البلاغ العادي.
notice-law = أي قانون تخالف؟
notice-reason = لماذا؟
notice-name = اسمك
notice-true = بإرساله تقرّ بأن ما تقوله صحيح بقدر علمك.
notice-do = إرسال الإشعار
notice-taken = استُلم إشعارك. مرجعه { $reference }.
notice-ask = السؤال عن إشعار
notice-ask-do = سؤال
notice-reference = المرجع
notice-unknown = لا يوجد إشعار بهذا المرجع.
notice-came = ورد
moderation-log = ما فعله المشرفون
moderation-log-text = كل القرارات عدا الموافقات، الأحدث أولًا. دون أسماء.
moderation-log-empty = لا شيء بعد.
act-approve = قُبلت رسالة
act-reject = حُذفت رسالة
act-pick = اختيرت رسالة
act-unpick = سُحب اختيار
act-close = أُغلق نقاش
act-open = فُتح نقاش من جديد
act-keep = ضُبط نقاش
act-warning = أُنذر قارئ
act-suspension = أُوقف قارئ مؤقتًا
act-ban = مُنع قارئ
act-lift = أُلغي قرار
act-uphold = أُبقي على قرار
act-watch = تغيّر النظر المسبق في رسائل قارئ
act-badge = تغيّرت شارة قارئ
act-undone = أُبطل

## What a form is told
fault-password-guessed = كلمة المرور هذه سهلة التخمين. استخدم بضع كلمات غير مترابطة.
fault-password-wrong = هذه ليست كلمة مرورك.
fault-come-again = ليست لديك كلمة مرور: ادخل مرة أخرى وافعل ذلك خلال عشر دقائق.
fault-name-length = الاسم من 2 إلى 40 رمزًا.
fault-name-signs = في الاسم حروف وأرقام ومسافات ونقاط وشرطات وفواصل عليا.
fault-name-mixed = كلمة في هذا الاسم تخلط حروف أبجديات مختلفة.
fault-name-house = قد يُظن هذا الاسم من أسمائنا.
fault-name-address = الاسم ليس عنوان موقع.
fault-name-taken = لأحدهم هذا الاسم أو اسم يشبهه.
fault-name-soon = يمكن تغيير الاسم مرة كل أربعة عشر يومًا.
fault-number = هذا الرقم غير ممكن.
fault-appealed = اعترضت من قبل.
reader-wait =
    مرات كثيرة. انتظر { $n ->
        [zero] لحظة
        [one] ثانية
        [two] ثانيتين
        [few] { $n } ثوانٍ
        [many] { $n } ثانية
        *[other] { $n } ثانية
    }.
reader-wait-minutes =
    مرات كثيرة. انتظر { $n ->
        [zero] لحظة
        [one] دقيقة
        [two] دقيقتين
        [few] { $n } دقائق
        [many] { $n } دقيقة
        *[other] { $n } دقيقة
    }.

## Chats
chats = الدردشات
chats-none = لا دردشة حية حاليًا. لكل خبر دردشة ليوم بعد آخر تحديث له.
chat = الدردشة
chat-of = الدردشة: { $headline }
chat-live =
    { $n ->
        [zero] لا أحد هنا.
        [one] هنا شخص واحد تقريبًا.
        [two] هنا شخصان تقريبًا.
        [few] هنا نحو { $n }.
        [many] هنا نحو { $n }.
        *[other] هنا نحو { $n }.
    }
chat-here =
    { $n ->
        [zero] لا أحد هنا
        [one] هنا واحد
        [two] هنا اثنان
        [few] هنا { $n }
        [many] هنا { $n }
        *[other] هنا { $n }
    }
chat-ends = حية حتى { $at }.
chat-over = أُغلقت الدردشة: ما قيل باقٍ في النقاش.
chat-as-discussion = قراءتها كنقاش
chat-pinned = مثبّتة
chat-older = رسائل أقدم
chat-newer = رسائل أحدث
chat-to-end = إلى الأحدث
chat-slow =
    { $n ->
        [zero] وضع بطيء.
        [one] وضع بطيء: رسالة كل ثانية.
        [two] وضع بطيء: رسالة كل ثانيتين.
        [few] وضع بطيء: رسالة كل { $n } ثوانٍ.
        [many] وضع بطيء: رسالة كل { $n } ثانية.
        *[other] وضع بطيء: رسالة كل { $n } ثانية.
    }
chat-no-reply = ليست ردًا
chat-offline = أنت غير متصل. ما يقال الآن يصلك حين تعود.
chat-new = رسائل جديدة في الأسفل
chat-sending = قيد الإرسال
chat-failed = لم تُرسل. اضغط للمحاولة من جديد.
chats-open = كل الدردشات
reader-saved = المحفوظ لوقت لاحق
reader-saved-none = لا شيء بعد. في كل مادة رابط يحفظها.
reader-saved-drop = إزالة
reader-saved-offline = هذه المواد محفوظة في هذا المتصفح أيضًا وتُقرأ من دون شبكة. وما يُسحب يزول منه كذلك.
fault-saved-enough = حفظت ثلاثمئة مادة: أزل بعضها أولًا.
letter-request-decided-subject = عن الخطأ الذي أبلغت عنه
letter-request-decided-name = بلاغ عن خطأ
letter-request-taken = يوافق التحرير على ما أبلغت عنه وسيتولاه.
letter-request-left = نظر التحرير فيما أبلغت عنه وأبقى المادة كما هي.
discussion-new = إظهار الجديد
reason-too-new = هذا النقاش للحسابات التي مضى عليها وقت. يمكنك الكتابة هنا بعد { $n ->
        [zero] { $n } ساعة
        [one] ساعة واحدة
        [two] ساعتين
        [few] { $n } ساعات
        [many] { $n } ساعة
        *[other] { $n } ساعة
    }.
discussion-react = بماذا تشعر؟
discussion-feel = تفاعل
reaction-thanks = شكرًا
reaction-laugh = مضحك
reaction-surprise = مفاجئ
reaction-sad = محزن
letter-newsletter-name = نشرة بريدية
letter-state-pulled = لم تُرسل: سُحبت المادة
