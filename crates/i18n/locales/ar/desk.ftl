## Around every page of the desk

desk-desk = التحرير
desk-skip = إلى المحتوى
desk-wire = البرقيات
desk-search-hidden = غير منشور
desk-search-public = منشور
desk-drafts = المسودات
desk-house-pages = الطبعات والقواعد
desk-house = الوكالة
desk-staff = العاملون
desk-new-story = خبر جديد
desk-keys = المفاتيح
desk-sign-out = خروج
desk-close = إغلاق
desk-copied = نُسخ
desk-actions = إجراءات
desk-add = إضافة
desk-save = حفظ
desk-choose = اختر…

## The keys

desk-keys-wire = في البرقيات
desk-keys-draft = أثناء الكتابة
desk-keys-everywhere = في كل مكان
desk-key-down = الخبر التالي
desk-key-up = الخبر السابق
desk-key-top = إلى الأحدث
desk-key-open = قراءة
desk-key-update = كتابة تحديث
desk-key-correct = كتابة تصحيح
desk-key-withdraw = سحب
desk-key-new = خبر جديد
desk-key-drafts = المسودات
desk-key-filter = تصفية
desk-key-clear = إلغاء التصفية
desk-key-help = عرض المفاتيح
desk-key-save = حفظ الآن
desk-key-sheet = فتح ورقة الإرسال ثم الإرسال
desk-key-back = العودة إلى الكتابة
desk-key-strong = خط عريض
desk-key-emphasis = خط مائل
desk-key-link = رابط
desk-key-plain = فقرة عادية
desk-key-background = خلفية
desk-key-subhead = عنوان فرعي
desk-key-list = بند في قائمة
desk-key-quote = اقتباس
desk-key-note = ملاحظة للقارئ
desk-key-undo = تراجع
desk-key-redo = إعادة

## The wire monitor

desk-filter = تصفية
desk-filter-text = كلمات في الوسم أو العنوان
desk-all-sections = كل الأقسام
desk-all-kinds = كل الأنواع
desk-all-urgencies = أي درجة استعجال
desk-live-on = مباشر
desk-live-off = انقطع الاتصال: نحاول مجددا
desk-time = الوقت
desk-urgency = الاستعجال
desk-urgency-short = ع
desk-slugline = الوسم
desk-headline = العنوان
desk-kind = النوع
desk-section = القسم
desk-standing = الحالة
desk-standing-public = منشور
desk-standing-embargoed = محظور النشر
desk-standing-withdrawn = مسحوب
desk-standing-house = داخلي
desk-standing-embargoed-until = محظور النشر حتى { $time }
desk-update = تحديث
desk-correct = تصحيح
desk-refile = إعادة بث
desk-withdraw = سحب
desk-wire-empty = لم يُرسل شيء بعد. ابدأ بكتابة الخبر الأول.
desk-nothing-found = لا خبر في البرقيات يوافق هذه التصفية.
desk-older = الأقدم
desk-sent = أُرسل: { $headline }
desk-see-public = عرضه في الموقع
desk-sent-at = وقت الإرسال
desk-sent-by = المرسِل
desk-revision = النسخة
desk-sequence = الترتيب في البرقيات

## Drafts

desk-drafts-empty = لا أحد يكتب شيئا الآن.
desk-untitled = بلا عنوان بعد
desk-goes-to = يصير
desk-goes-new = خبرا جديدا
desk-goes-revision = النسخة { $number }
desk-begun-by = بدأها
desk-saved-at = حُفظت
desk-stale-short = تقدّم الخبر
desk-open-by = مفتوحة: { $name }
desk-paste = لصق برقية جاهزة
desk-paste-text = يُستخرج العنوان وسطر التعديلات والمكان والتاريخ والمقدمة والفقرات، وتُملأ بها حقول مسودة جديدة.
desk-paste-do = إنشاء مسودة منها
desk-copy = النص
desk-edition = الطبعة

## The story's editor

desk-writing-on = كتابة على النسخة { $number }
desk-lead = المقدمة
desk-dateline = المكان والتاريخ
desk-body = النص
desk-body-hint = السطر الفارغ يبدأ فقرة جديدة. السطر الذي يبدأ بـ «## » عنوان فرعي، وبـ «- » بند في قائمة، وبـ «> » اقتباس، وبـ «~ » خلفية.
desk-home-section = القسم الرئيسي
desk-other-sections = أيضا في
desk-language = اللغة
desk-byline = الكاتب
desk-keywords = كلمات مفتاحية
desk-embargo = حظر النشر
desk-genre = الصنف
desk-note = ملاحظة للمحررين (ليست للنشر)
desk-picture = صورة
desk-picture-choose = اختر أو أفلت أو الصق
desk-picture-off = إزالة الصورة
desk-caption = الشرح
desk-credit = المصوّر
desk-alt = ما تُظهره الصورة، لمن لا يراها
desk-uploading = جارٍ الرفع…
desk-upload-failed = تعذّر أخذ الصورة. حاول مجددا.
desk-words = الكلمات
desk-advisory = سطر التعديلات
desk-discard = حذف المسودة
desk-discard-sure = سيضيع ما كُتب. أما ما أُرسل فيبقى كما هو.
desk-saved = محفوظ
desk-saved-time = حُفظ { $time }
desk-saving = جارٍ الحفظ…
desk-offline = لم يُحفظ: لا اتصال. نصك محفوظ في هذا المتصفح وسيُحفظ عند عودة الاتصال.
desk-signed-out = لم يُحفظ: انتهت جلستك. سجّل الدخول في علامة تبويب أخرى؛ نصك محفوظ في هذا المتصفح.
desk-not-saved = لم يُحفظ: لم يُقبل النص. نحاول مجددا.
desk-open-by-long = هذه المسودة مفتوحة لدى { $name }. إذا كتبتما معا حُفظ النصان.
desk-branched = حُفظ نص آخر في الأثناء ({ $name }). صار نصك مسودة مستقلة.
desk-open-other = فتح الأخرى
desk-stale = تقدّم الخبر منذ بدء هذه المسودة. قارن قبل الإرسال: ورقة الإرسال لن تقبلها.
desk-link-address = عنوان الرابط؛ العنوان الفارغ يزيل الرابط
desk-not-read = تعذّرت قراءة البرقية؛ وهي في النص كما لُصقت.
desk-preview-link = رابط للمعاينة
desk-preview-link-text = من لديه هذا الرابط يقرأ المسودة يوما كاملا دون تسجيل دخول. ويعرضها كما تكون حينئذ.
desk-preview-notice = هذه مسودة. ليست للنشر، وهذا الرابط تنتهي صلاحيته.
desk-link = الرابط
desk-copy-link = نسخ
desk-back = العودة إلى الكتابة
desk-compare = مقارنة
desk-send = إرسال

## The send sheet

desk-sheet = ما الذي يتغيّر
desk-sheet-first = إرسال خبر جديد
desk-kind-update = تطوّرت الوقائع أو أضيفت مادة
desk-kind-correction = كان في النسخة السابقة خطأ
desk-kind-refile = إصلاح هفوة دون تغيير المعنى
desk-derive = اشتقاق السطر من جديد
desk-advisory-hint = مشتق من الفروق. يمكن إعادة صياغته: ما يقوله يُراجَع على الفروق.
desk-send-now = إرسال
desk-send-embargoed = إرسال مع حظر النشر حتى { $time }
desk-writer-files = الإرسال للمحرر. سلّم مسودتك فتدخل قائمة المكتب ({ $desk }).
desk-headline-only = العنوان وحده.
desk-side-revision = النسخة { $number }
desk-side-draft = هذه المسودة
desk-paragraph = الفقرة { $number }

## Withdrawing

desk-withdraw-title = سحب الخبر
desk-withdraw-text = يغادر الخبر كل صفحة وكل تلقيم بجميع نسخه. ويقوم مقامه إشعار بالسبب الذي تكتبه. لا يمكن التراجع عن ذلك.
desk-reason = السبب
desk-back-to-wire = العودة إلى البرقيات

## Staff and agency

desk-name = الاسم
desk-login = اسم الدخول
desk-role = الدور
desk-add-staff = إضافة عامل
desk-add-staff-do = إضافة وإنشاء رابط
desk-password-link = رابط جديد لكلمة السر
desk-password-link-title = رابط: { $name }
desk-password-link-text = يعمل الرابط مرة واحدة: به يضع صاحبه كلمة السر. سلّمه إليه بنفسك؛ فلا يُعرض في مكان آخر.
desk-agency-name = اسم الوكالة
desk-slug = الكلمة في العناوين
desk-description = الوصف
desk-zone = المنطقة الزمنية
desk-host = نطاق خاص بها
desk-number-style = رقم النسخة
desk-pages = الصفحات الثابتة
desk-page-title = العنوان
desk-page-hint = نص بسيط: السطر الفارغ يبدأ فقرة جديدة، والسطر الذي يبدأ بـ«## » عنوان فرعي، وبـ«- » بند في قائمة.
desk-add-section = إضافة قسم
desk-add-edition = إضافة طبعة

## Moves that make no revision
desk-repeat = تكرار البث
desk-hold = تعليق
desk-release = رفع التعليق
desk-takedown = إزالة قانونية
desk-release-changed = رفع التعليق مع تغيير
desk-copy-story = خبر جديد من هذا
desk-key-hold = تعليق
desk-key-release = رفع التعليق
desk-standing-held = معلّق
desk-repeat-title = بث الخبر مرة أخرى
desk-repeat-text = يُبث الخبر مرة أخرى دون تغيير وبالرقم نفسه، ويعود إلى أعلى القوائم.
desk-hold-title = تعليق الخبر
desk-hold-text = يغادر الخبر كل صفحة وكل تلقيم إلى أن يُرفع التعليق. ويُبلَّغ كل من تلقاه بألا يستخدمه الآن.
desk-hold-hint = للتحرير ولمن تلقوا الخبر.
desk-release-title = رفع التعليق عن الخبر
desk-release-text = يعود الخبر إلى صفحاته وتلقيماته دون تغيير. لتغييره عند رفع التعليق اكتب فوقه.
desk-withdraw-hint = سيراه القراء.
desk-takedown-title = إزالة الخبر قانونيًا
desk-takedown-text = لما يفرضه القانون فقط. فوق السحب يُمحى نص كل النسخ والمسودات من المخزن مع الصور. ويبقى موضعه في السجل. وتحتفظ به النسخ الاحتياطية إلى أن تنتهي مدتها. لا يمكن التراجع عن ذلك.
desk-takedown-hint = سيراه القراء. لا تكرر ما يجب أن يزول.

## Was it wrong, or has it moved on?
desk-questions = هل كان خطأ أم تجاوزته الأحداث؟
desk-questions-change = ما تغير
desk-questions-answer = الجواب
desk-moved-on = تجاوزته الأحداث
desk-was-wrong = كان خطأ
desk-moved-on-long = { $old } إلى { $new }: تجاوزته الأحداث
desk-was-wrong-long = { $old } إلى { $new }: كان خطأ
desk-in-paras = { $count ->
    [zero] الفقرات { $list }
    [one] الفقرة { $list }
    [two] الفقرتان { $list }
    [few] الفقرات { $list }
    [many] الفقرات { $list }
   *[other] الفقرات { $list }
}
desk-kind-release = يجوز استخدامه مجددًا بهذه النسخة
desk-vouched = يؤيد الإرسال أيضًا: { $names }. يمكن لشخص ثانٍ أن يرسله الآن.
desk-four-eyes = ما هو جسيم يحتاج إلى شخص ثانٍ
desk-four-eyes-hint = اقتباس تغيّر، أو نفي ظهر أو اختفى، أو سحب: يرسله محرر ويؤكده آخر.
fact-number = رقم
fact-name = اسم
fact-date = تاريخ
fact-quote = اقتباس
fact-negation = نفي

## The copy desk
desk-findings = المراجعة
desk-findings-open = { $count ->
    [zero] لا أخطاء مفتوحة في المراجعة.
    [one] في المراجعة خطأ واحد مفتوح. أصلحه أو اذكر لماذا يبقى.
    [two] في المراجعة خطآن مفتوحان. أصلحهما أو اذكر لماذا يبقيان.
    [few] في المراجعة { $count } أخطاء مفتوحة. أصلحها أو اذكر لماذا تبقى.
    [many] في المراجعة { $count } خطأ مفتوحًا. أصلحها أو اذكر لماذا تبقى.
   *[other] في المراجعة { $count } خطأ مفتوح. أصلحها أو اذكر لماذا تبقى.
}
desk-finding-stands = يبقى كما هو
desk-finding-why = لماذا
desk-finding-set-aside = تنحية
desk-finding-aside = نُحّي: { $reason }
severity-error = خطأ
severity-warning = تحذير
severity-note = ملاحظة
desk-lexicon = معجم الدار
desk-lexicon-text = قواعد الدار الخاصة بالمراجعة. القاعدة الجديدة تنتظر حتى تُفعّل؛ جرّبها على الأرشيف أولًا.
desk-lexicon-find = ما يُبحث عنه
desk-lexicon-wanted = ما يُكتب
desk-lexicon-when = أين
desk-lexicon-not-with = ليس مع { $word }
desk-lexicon-live = مفعّلة
desk-lexicon-draft = تنتظر
desk-lexicon-try = جرّب على الأرشيف
desk-lexicon-go-live = تفعيل
desk-lexicon-rest = تعطيل
desk-lexicon-drop = حذف
desk-lexicon-keep = حفظ كمسودة
desk-lexicon-add = قاعدة جديدة
desk-lexicon-context = فقط في فقرة فيها
desk-lexicon-unless = ليس في فقرة فيها
desk-lexicon-reason = لماذا
desk-lexicon-severity = الوزن
desk-lexicon-quotes = داخل علامات الاقتباس أيضًا
desk-lexicon-tried = { $count ->
    [zero] لا شيء في آخر { $stories } خبر.
    [one] مرة واحدة في آخر { $stories } خبر.
    [two] مرتان في آخر { $stories } خبر.
    [few] { $count } مرات في آخر { $stories } خبر.
    [many] { $count } مرة في آخر { $stories } خبر.
   *[other] { $count } مرة في آخر { $stories } خبر.
}
desk-lexicon-counts = كيف تُتبع الفحوص
desk-lexicon-check = الفحص
desk-lexicon-shown = عُرض
desk-lexicon-accepted = أُصلح
desk-lexicon-ignored = نُحّي

## Two drafts of one story
desk-merge = قارن وادمج مع المسودة الأخرى
desk-merge-text = كتب اثنان في الوقت نفسه. اختر لكل موضع مختلف؛ وما لا تختاره يبقى في المخزن.
desk-merge-mine = هذه المسودة، بدأها { $name }
desk-merge-theirs = الأخرى، بدأها { $name }
desk-merge-take-mine = هذه
desk-merge-take-theirs = الأخرى
desk-merge-take-both = كلتاهما
desk-merge-keep = إبقاء
desk-merge-leave = ترك
desk-merge-do = دمج
desk-sections = الأقسام

## Subscribers
desk-subscribers = المشتركون
desk-subscribers-text = غرف الأخبار وغيرها ممن يتلقون الخدمة. من لا منتج له لا يتلقى شيئًا، والمنع أقوى من الإذن.
desk-subscriber = المشترك
desk-add-subscriber = مشترك جديد
desk-add-subscriber-do = أضف
desk-products = المنتجات
desk-products-text = المنتج هو القصص التي يقصدها المرشّح، مثل { $example }. الحقول: { $fields }.
desk-no-product = لا شيء: لا يتلقى شيئًا
desk-terms = شروط الاستخدام
desk-add-product = منتج جديد
desk-product-change = غيّر
desk-product-try = جرّبه على آخر الحركات
desk-keep = احفظ
desk-territory = الإقليم
desk-may-have = المسموح
product-none = غير مشترك
product-granted = مسموح
product-denied = ممنوع
subscriber-active = نشط
subscriber-paused = موقوف مؤقتًا
subscriber-former = سابق
desk-destinations = الوجهات
desk-destination = الوجهة
desk-add-destination = أضف وجهة
desk-destination-secret = السر الذي تُوقَّع به هذه الإرسالات. يُعرض هذه المرة فقط.
desk-destination-rest = أوقفها
desk-destination-use = أعد استخدامها
desk-destination-resting = موقوفة.
desk-deliveries-open = في الانتظار: { $waiting }. موقوفة بعد ثلاثة أيام من المحاولة: { $parked }.
desk-channel = كيف
channel-pull = يطلبها العميل
channel-webhook = خطّاف ويب
channel-folder = مجلد
desk-address = العنوان أو المجلد
desk-format = الصيغة
desk-token-shown = الرمز الذي يطلب به العميل. يُعرض هذه المرة فقط.
desk-token-label = رمز لـ
desk-token-networks = من هذه الشبكات فقط
desk-token-days = مدته بالأيام
desk-token-make = أنشئ رمزًا
desk-token-until = حتى { $time }
desk-token-used = آخر استخدام { $time }
desk-token-end = أنهِه
desk-ledger = من تلقاها
desk-delivery = التسليم
desk-when = متى
desk-answer = الرد
desk-acknowledged = الإقرار
desk-not-acknowledged = ليس بعد
desk-resend = أعد تسليم رقم { $number } إلى { $destination }
delivery-waiting = في الانتظار
delivery-delivered = سُلّمت
delivery-parked = موقوفة
kind-entitlement = تغيير المنتجات
desk-open-kills = إلغاءات لم يؤكدها أحد
desk-reminded = { $count ->
    [zero] بلا تذكير
    [one] تذكير واحد
    [two] تذكيران
    [few] { $count } تذكيرات
    [many] { $count } تذكيرا
   *[other] { $count } تذكير
}
desk-give = سلّمه إلى
desk-give-do = سلّمه
kind-reminder = تذكير بالإلغاء
desk-product-tried = { $count ->
    [zero] لا شيء من آخر الحركات وعددها { $of }.
    [one] حركة واحدة من آخر { $of }.
    [two] حركتان من آخر { $of }.
    [few] { $count } حركات من آخر { $of }.
    [many] { $count } حركة من آخر { $of }.
   *[other] { $count } حركة من آخر { $of }.
}

## Sources
desk-sources = المصادر
desk-sources-text = من أين تأتي مواد الآخرين. المادة نفسها مرة أخرى لا تنشئ شيئًا، والنسخة الأحدث مراجعة، والإلغاء يسحب ما صارت إليه المادة.
desk-source-token = الرمز الذي ترسل به الوكالة الأخرى موادها إلينا. يُعرض هذه المرة فقط.
desk-source-asked = سُئل
desk-source-next = التالي { $time }
desk-source-wants = الرمز الذي يطلبه
desk-source-minutes = يُسأل كل كذا دقيقة
desk-source-nothing = لم يصل شيء بعد.
desk-add-source = مصدر جديد
desk-add-source-do = أضف
desk-becomes = تصير
desk-section-word = القسم كما في عنوانه
desk-order = الترتيب
desk-outcome = ما صارت إليه
desk-why = لماذا
desk-rules = القواعد
desk-rules-text = تذهب المادة الواردة حيث تقول أول قاعدة تنطبق عليها، وإلا فحيث يقول مصدرها. الحقول: { $fields }.
desk-add-rule = قاعدة جديدة
desk-rule-raise = قدّمها
desk-rule-drop = أزلها
desk-rule-nothing = لا تنطبق على أي منها.
desk-rule-everything = تنطبق عليها كلها.
intake-feed = عنوان يُسأل
intake-folder = مجلد مراقَب
intake-hook = يرسل إلينا
becomes-draft = مسودة
becomes-story = قصة على الخدمة
becomes-nothing = لا شيء
outcome-draft = مسودة
outcome-story = على الخدمة
outcome-nothing = تُركت بقاعدة
outcome-older = أقدم، لا تُعرض
outcome-withdrawn = سُحبت
outcome-refused = رُفضت

# الأقسام التحريرية
desk-desks = المكاتب
desk-desks-text = المكتب فريق ومكان تحفظ فيه نصوصه. الدور في الوكالة يسري في كل المكاتب، والدور في مكتب يسري على مسوداته وعلى المواد التي أرسلها إذا كان أعلى.
desk-desk-counts = مسلَّم: { $filed }، قيد الكتابة: { $written }
desk-desk-of-draft = المكتب
desk-desk-put = ضم إلى المكتب
desk-desk-take = إخراج من المكتب
desk-desk-change = تغيير الاسم أو المنطقة الزمنية
desk-add-desk = إضافة مكتب
desk-all-desks = كل المكاتب
desk-first-of-desks = المكتب الأول
desk-of-source = مكتب المصدر
desk-file = تسليم
desk-take-back = استرداد
desk-filed-at = سُلّمت إلى مكتب { $desk } في { $time } ليرسلها محرر.
desk-filed-since = سُلّمت { $time }
desk-people = الأشخاص
desk-people-text = من يقرؤون النشرة في البوابة ويحفظون المرشحات ويُخطرون بما ينطبق عليها. يدخلون بعناوين بريدهم.
desk-add-person = إضافة شخص
desk-person-out = منع الدخول
desk-person-in = السماح مجددا
channel-sftp = خادم ملفات
channel-mail = بريد إلكتروني
channel-portal = البوابة
desk-destination-change = تغيير العنوان أو الصيغة
desk-destination-key = اسمحوا لهذا المفتاح بالدخول إلى الخادم (سطر في قائمة المفاتيح المسموح بها). ويجب أن يرد في العنوان بعد علامة # بصمة مفتاح الخادم نفسه، والمحاولة الأولى تذكر أي مفتاح يعرضه.
intake-mailbox = صندوق بريد
desk-take-from = سحب المادة من مشترك واحد
desk-take-from-text = تُسحب المادة لديه وحده مع السبب الذي تكتبونه، وتبقى لدى الآخرين. ولا يصله منها شيء حتى تسلموها إليه من جديد.
desk-take-from-do = سحب

# الحساب الشخصي وما جرى
desk-account = حسابك
desk-factor = العامل الثاني
desk-factor-wanted = تطلب الوكالة عاملا ثانيا من الجميع: أعدّ عاملك لتتابع.
desk-factor-text = رمز من ستة أرقام من تطبيق، يُطلب بعد كلمة المرور. اقرأ هذه الصورة بالتطبيق أو اكتب السر، ثم اكتب الرمز الذي يظهر.
desk-factor-picture = السر صورةً للتطبيق
desk-factor-type = أو اكتب:
desk-factor-code = الرمز
desk-factor-set = تشغيل
desk-factor-on =
    { $n ->
        [zero] العامل الثاني مشغّل، ولم يبق رمز احتياطي.
        [one] العامل الثاني مشغّل، وبقي رمز احتياطي واحد ({ $n }).
        [two] العامل الثاني مشغّل، وبقي رمزان احتياطيان ({ $n }).
        [few] العامل الثاني مشغّل، وبقيت { $n } رموز احتياطية.
        [many] العامل الثاني مشغّل، وبقي { $n } رمزا احتياطيا.
       *[other] العامل الثاني مشغّل، وبقي { $n } رمز احتياطي.
    }
desk-factor-off = إيقاف
desk-factor-reset = نزع العامل الثاني
desk-factor-for-all = يُظهر كل العاملين عاملا ثانيا عند الدخول
desk-recovery-codes = العامل الثاني مشغّل. احفظ هذه الرموز بعيدا عن هاتفك: كل منها يدخلك مرة واحدة من دونه. ولن تُعرض مرة أخرى.
desk-password-old = كلمة المرور الحالية
desk-password-new = الكلمة الجديدة
desk-sessions = الجلسات
desk-sessions-count =
    { $n ->
        [zero] لست داخلا من أي مكان.
        [one] أنت داخل من مكان واحد ({ $n }).
        [two] أنت داخل من مكانين ({ $n }).
        [few] أنت داخل من { $n } أماكن.
        [many] أنت داخل من { $n } مكانا.
       *[other] أنت داخل من { $n } مكان.
    }
desk-sessions-end = الخروج من كل مكان آخر
desk-audit = السجل
desk-audit-text = ما فعله العاملون، ومن قرأ نصوصا تحت الحظر. أما ما يُحفظ أثناء الكتابة فليس هنا، بل تحفظه المسودات.
desk-audit-all = الجميع
desk-audit-what = ماذا
desk-audit-where = أين
desk-audit-said = ما ذُكر
act-done = تم
act-refused = رُفض
act-embargoed = قُرئ تحت الحظر
desk-notices = إشعارات على سطح المكتب
desk-notice-parked = توقفت محاولات تسليم: على أحد أن ينظر
desk-of-sender = كما يقول مرسلها
desk-key-file = تسليم إلى المكتب
requests-title = بلاغات الأخطاء
requests-text = ما يقول القراء إنه خطأ. من يتولى بلاغًا يُعلم صاحبه بذلك؛ أما التصحيح فيُرسل كالمعتاد.
requests-open = في الانتظار
requests-decided = حُسمت
requests-none = لا شيء.
requests-gone = مادة لم تعد قائمة
requests-old = (سابقة)
requests-answer = جواب للقارئ
requests-note = ملاحظة (لا ينتظر القارئ جوابًا)
requests-take = تولّي
requests-leave = إبقاء كما هي
requests-state-taken = قيد التولي
requests-state-left = أُبقي كما هو
newsletters = النشرات البريدية
newsletters-text = تُعد هنا وتُرسل إلى المشتركين في نشرة الطبعة. يُحصى ما تجيب به خوادم البريد، ولا يُحصى هل قُرئت الرسالة.
newsletters-none = لا شيء بعد.
newsletter-from = من
newsletter-by-hand = يدويًا
newsletter-begin = ابدأ
newsletter-subject = الموضوع
newsletter-went = كيف وصلت
newsletter-state-draft = مسودة
newsletter-state-scheduled = تُرسل
newsletter-state-sending = قيد الإرسال
newsletter-state-sent = أُرسلت
newsletter-introduction = فوق المواد
newsletter-stories = المواد
newsletter-stories-hint = عنوان كل مادة في سطر، بهذا الترتيب. وما يُسحب قبل الإرسال لا يدخل فيها.
newsletter-preview = معاينة
newsletter-drop = حذف
newsletter-test-to = جرّبها على عنوان
newsletter-test = أرسل تجربة
newsletter-at = متى، بتوقيت الطبعة؛ فارغ يعني الآن
newsletter-schedule = أرسلها
newsletter-saved = حُفظت.
newsletter-tested = رسالة التجربة في الطريق.
newsletter-scheduled = تُرسل كما هو مقرر. وحفظها يعيدها مسودة.
fault-story = لا توجد مادة منشورة في هذا العنوان.
fault-past = هذا الوقت مضى.
newsletter-audience =
    { $n ->
        [zero] لن تصل أحدًا.
        [one] تصل قارئًا واحدًا.
        [two] تصل قارئين.
        [few] تصل { $n } قراء.
        [many] تصل { $n } قارئًا.
        *[other] تصل { $n } قارئ.
    }

## المواضيع

desk-topics = المواضيع
desk-topics-text = الموضوع يعبر الأقسام والطبعات: له صفحة وتغذيات وقرّاء يتابعونه. تدخله المواد بحسب موضوعها.
desk-topic-subject = الرمز
desk-topic-closed = مغلق
desk-topic-page = الصفحة
desk-topic-open = فتح موضوع
desk-topic-vocabulary = موضوع من المعجم
desk-topic-vocabulary-hint = الرمز أو الاسم في المعجم الدولي إن وُجد، وتدخل معه المواد الأضيق. يُترك فارغًا لموضوع خاص بالدار.
desk-topic-slug = الكلمة في العنوان
desk-topic-slug-hint = إن تُركت فارغة أُخذت من الاسم.
desk-topic-about = عمّ يتحدث
desk-topic-close = مغلق: لا جديد متوقعًا
desk-topics-suggested = قد يناسب هذه المادة:
desk-topic-named = مذكور في النص
desk-topic-alike = في { $alike } من أصل { $of } مادة هي الأقرب إليها

## الملفات

desk-reference = المراجع
desk-dossier = الملف
desk-dossiers-text = الملف هو الخلفية الدائمة لموضوع. يظهر ما فيه على الموقع وبجانب المواد ولدى المدققين؛ وكل تغيير نسخة، والمواد التي تحمل القديم مدرجة.
desk-dossier-open = فتح ملف
desk-dossier-topic = موضوع الملف
desk-dossier-needs-topic = الملف تابع لموضوع؛ إن لم يوجد فافتحه أولًا:
desk-dossier-close = إغلاق الملف
desk-dossier-reopen = فتحه من جديد
desk-dossier-is-closed = هذا الملف مغلق: افتحه من جديد لتغييره.
desk-overdue =
    { $n ->
        [zero] لا قيد ينتظر المراجعة
        [one] قيد واحد في الملفات حان وقت مراجعته
        [two] قيدان في الملفات حان وقت مراجعتهما
        [few] { $n } قيود في الملفات حان وقت مراجعتها
        [many] { $n } قيدًا في الملفات حان وقت مراجعتها
       *[other] { $n } قيد في الملفات حان وقت مراجعتها
    }
desk-carriers =
    { $n ->
        [zero] لا مادة تحمل ما لم يعد في الملف
        [one] مادة واحدة تحمل ما لم يعد في الملف
        [two] مادتان تحملان ما لم يعد في الملف
        [few] { $n } مواد تحمل ما لم يعد في الملف
        [many] { $n } مادة تحمل ما لم يعد في الملف
       *[other] { $n } مادة تحمل ما لم يعد في الملف
    }
desk-carriers-text = مواد الأيام الثلاثين الأخيرة. يمكن بدء تحديث بالكلمات المصححة، ويُقرأ ويُرسل كأي تحديث آخر.
desk-carrier-begin = بدء التحديث
desk-entries = القيود
desk-entries-none = لا شيء هنا بعد.
desk-entry-new-fact = واقعة جديدة
desk-entry-new-position = موقف جديد
desk-entry-new-event = حدث جديد
desk-entry-new-state = مرحلة جديدة
desk-entry-new-deadline = موعد نهائي جديد
desk-entry-new-background = خلفية جديدة
desk-entry-hint-fact = يقارن المدققون مواد هذا الموضوع بها.
desk-entry-hint-position = طرف وما يريده.
desk-entry-hint-event = يظهر في التسلسل الزمني.
desk-entry-hint-state = أين وصل طرف، أو الأمر نفسه، في المسار.
desk-entry-hint-deadline = يظهر في التقويم مع الأيام الباقية.
desk-entry-hint-background = فقرة توضع في المواد؛ وتتذكر كل مادة أي نسخة تقتبس.
desk-entry-name-fact = عمّ
desk-entry-name-position = الطرف
desk-entry-name-event = ما جرى
desk-entry-name-state = مرحلة مَن
desk-entry-name-deadline = ما هو منتظر
desk-entry-name-background = عمّ تتحدث
desk-entry-value = القيمة
desk-entry-unit = الوحدة أو المعدود
desk-entry-text = إضافة
desk-entry-paragraph = الفقرة
desk-entry-as-of-hint = إن تُركت فارغة فالآن.
desk-entry-status = درجة التأكد
desk-entry-stage = المرحلة
desk-entry-day = اليوم
desk-entry-from-day = ابتداءً من
desk-entry-days = أيام
desk-entry-days-hint = صفر إن كان اليوم نفسه هو الموعد.
desk-entry-source = المصدر
desk-entry-desk = المسؤول عنه
desk-entry-review = يُراجَع في
desk-entry-review-hint = من ذلك اليوم يظهر في صدر صفحة التحرير.
desk-entry-retire = لم يعد قائمًا: يبقى تاريخه فقط
desk-entry-retired = لم يعد قائمًا
desk-entry-waits = ينتظر
desk-entry-waits-long = لا يراه القراء بعد: ثُبّت في مادة غير منشورة.
desk-entry-says = النص
desk-entry-changed = التغيير
desk-entry-overdue = متأخر
desk-background-set = إدراج
desk-background-in = في المادة
desk-pin-fact = تثبيت المحدد واقعةً: { $name }
desk-pin-waits = يظهر حين تُرسل المسودة التي ثُبّت فيها وتُنشر.

## المفكرة

desk-diary = المفكرة
desk-diary-before = أسبوعان إلى الوراء
desk-diary-today = اليوم
desk-diary-after = أسبوعان إلى الأمام
desk-diary-nothing = لا شيء في هذا اليوم.
desk-diary-calendar = في تقويمك
desk-diary-calendar-text = عنوان خاص بك يطلب به تقويمك المفكرة: أسبوعان إلى الوراء ونصف سنة إلى الأمام. العنوان الجديد يلغي السابق. احتفظ به لنفسك: من يملكه يقرأ المفكرة.
desk-diary-link = إنشاء العنوان
desk-event-new = حدث جديد
desk-event-title = ما سيجري
desk-event-at = يبدأ في
desk-event-last-day = اليوم الأخير إن كان غيره
desk-event-place = المكان
desk-event-coverage = التغطية
desk-event-mine = أغطيه أنا
desk-event-cancelled = لن يُعقد
desk-event-is-cancelled = لن يُعقد
desk-event-begin = بدء المادة
desk-event-told = توجد مادة
desk-event-draft = المسودة التي بدأت
desk-event-until = حتى { $day }
coverage-int = مقررة
coverage-notdec = لم يُبت فيها
coverage-notint = غير مقررة
coverage-onreq = عند الطلب

# صور المؤسسة

desk-media = الصور
desk-media-one = صورة
desk-media-take = أدخل صورا: اختر أو أفلت أو الصق
desk-media-take-hint = ما تقوله الصورة عن نفسها (الشرح والمصوّر والحقوق والمكان واليوم) يُقرأ منها. أما المكان الذي سجلته الكاميرا فلا يظهر أبدا.
desk-media-upload = أدخل
desk-media-taking = جارٍ الإدخال: { $count }…
desk-media-search = ابحث في الشروح والمصوّرين والأماكن والكلمات
desk-media-nothing = لا توجد صورة.
desk-media-nameless = بلا شرح
desk-media-pick = من صور المؤسسة
desk-media-barred = محظورة: لا تُستعمل بعد اليوم
desk-media-ended = انتهت حقوقها
desk-media-not-on-site = للمشتركين فقط: لا تظهر على الموقع
desk-media-focus-hint = انقر النقطة التي يجب أن تبقى في كل قصّ.
desk-media-focus-x = من اليسار، بالمئة
desk-media-focus-y = من الأعلى، بالمئة
desk-media-about = { $width } في { $height } نقطة، أُدخلت { $time }
desk-media-by = أدخلها { $name }
desk-media-original = كما وصلت
desk-media-file = للاستعمال، وكلماتها فيها
desk-media-creator = من صنعها
desk-media-copyright = صاحب الحقوق
desk-media-taken = يوم صنعها
desk-media-city = المدينة
desk-media-country = البلد
desk-media-keywords = كلمات البحث، بينها فواصل
desk-media-source-type = ما هي
desk-media-instructions = تعليمات للمحررين
desk-media-rights = الحقوق
desk-media-on-site = يجوز أن تظهر على الموقع الذي يُقرأ في كل مكان
desk-media-until = يجوز استعمالها حتى
desk-media-terms = أين، بكلمات الاتفاق
desk-media-products = لهذه المنتجات فقط، كل منها في سطر؛ وللجميع إن لم يُسمَّ شيء
desk-media-bar = لا تُستعمل بعد اليوم: تخرج من كل الصفحات ولا تُرسل
desk-media-uses = أين تظهر
desk-media-used = من النسخة { $first } إلى { $last }
desk-media-used-once = النسخة { $number }
desk-media-no-more = لم تعد
desk-media-unused = لا تظهر في أي مادة.
