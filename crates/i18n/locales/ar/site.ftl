## Around every page
skip-to-content = إلى المحتوى
editions = الطبعات
sections = الأقسام
front = الصفحة الأولى
newsfeed = شريط الأخبار
search = بحث
settings = الإعدادات
about = من نحن
about-the-site = عن الموقع
contact = اتصل بنا
corrections = التصويبات
corrections-policy = سياسة التصويب
privacy = الخصوصية
desk = غرفة الأخبار
feed-rss = تغذية RSS
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
close = إغلاق

## Front page and lists
breaking = عاجل
breaking-close = إخفاء الخبر
top-stories = أهم الأخبار
all-of-section = كل أخبار { $section }
older = أخبار أقدم
newer = أحدث الأخبار
nothing-yet = لم يُنشر شيء هنا بعد.

## Newsfeed
newsfeed-open = افتح شريط الأخبار
newsfeed-new =
    { $n ->
        [zero] لا جديد
        [one] خبر جديد واحد
        [two] خبران جديدان
        [few] { $n } أخبار جديدة
        [many] { $n } خبرًا جديدًا
       *[other] { $n } خبر جديد
    }
newsfeed-newest = الأحدث أولًا
newsfeed-oldest = الأقدم أولًا
newsfeed-announce = قراءة الأخبار الجديدة بصوت
newsfeed-reload = تحديث
newsfeed-offline = انقطع الاتصال. ستظهر الأخبار الجديدة عند عودته.

## Story page
by = بقلم { $name }
published = نُشر
updated = حُدّث
sent = أُرسل
picture-credit = الصورة: { $name }
picture-unsaid = غير مذكور
picture-digitalcapture = صورة فوتوغرافية
picture-print = نسخة عن ورق أو فيلم
picture-compositecapture = مركّبة من عدة صور
picture-digitalcreation = مرسومة
picture-trainedalgorithmicmedia = من صنع آلة
picture-compositewithtrainedalgorithmicmedia = صورة عدّلتها آلة
reading-time =
    { $n ->
        [zero] أقل من دقيقة قراءة
        [one] دقيقة واحدة للقراءة
        [two] دقيقتان للقراءة
        [few] { $n } دقائق للقراءة
        [many] { $n } دقيقة للقراءة
       *[other] { $n } دقيقة للقراءة
    }
correction = تصويب
correction-of = { $what }: ورد «{ $old }» والصواب «{ $new }».
correction-in = الفقرة { $n }
in-headline = العنوان
revision = النسخة { $n }
revision-first = النسخة الأولى
revisions = كل نسخ هذا الخبر
revisions-all = كل النسخ: { $count }
revision-old = هذه نسخة سابقة من الخبر.
revision-present = اقرأ النسخة الحالية
what-changed = ما الذي تغيّر
what-changed-between = ما الذي تغيّر بين النسخة { $old } والنسخة { $new }
since-you-read = { $count ->
    [zero] لا تغيير منذ قراءتك هذا الخبر في { $time }.
    [one] تغيير واحد منذ قراءتك هذا الخبر في { $time }.
    [two] تغييران منذ قراءتك هذا الخبر في { $time }.
    [few] { $count } تغييرات منذ قراءتك هذا الخبر في { $time }.
    [many] { $count } تغييرًا منذ قراءتك هذا الخبر في { $time }.
   *[other] { $count } تغيير منذ قراءتك هذا الخبر في { $time }.
}
since-show = اعرض ما تغيّر
compare-do = قارن
compare-old = قبل
compare-new = بعد
compare-nothing = لم يتغيّر شيء في النص.
class-equal = بلا تغيير
class-typo = تصحيح طباعي
class-edited = معدّلة
class-moved = منقولة
class-inserted = مضافة
class-deleted = محذوفة
class-split = مقسومة
class-merged = مدمجة
more-from = المزيد من { $section }
in-other-languages = بلغات أخرى
share-link = نسخ الرابط
share-link-done = نُسخ الرابط
keywords = كلمات مفتاحية
print = طباعة
paragraph-link = رابط هذه الفقرة

## Kinds of move, as a label
kind-new = جديد
kind-update = تحديث
kind-correction = تصويب
kind-refile = إعادة إرسال
kind-repeat = تكرار
kind-hold = تعليق
kind-release = رفع التعليق
kind-withdrawal = سحب
kind-takedown = إزالة قانونية
kind-publication = نشر
kind-key = مفتاح جديد
urgency-1 = خبر عاجل جدًا
urgency-2 = نشرة عاجلة
urgency-3 = عاجل
urgency-4 = عادي
urgency-5 = يومي
urgency-6 = عند الطلب
urgency-7 = مسبق لأيام الأسبوع
urgency-8 = مسبق لعطلة الأسبوع
role-administrator = مدير
role-editor = محرر
role-writer = كاتب
role-moderator = مشرف

## Search
search-label = عمّ تبحث؟
search-order = الترتيب
search-newest = الأحدث أولاً
search-best = الأنسب أولاً
search-how = كيف تسأل
search-example-words = إضراب الميناء
search-finds-words = الكلمتان معاً، بأي صيغة
search-example-phrase = "محادثات في فارن"
search-finds-phrase = هذه الكلمات متتالية
search-example-or = الحبوب | القمح
search-finds-or = إحدى الكلمتين
search-example-not = الحبوب -القمح
search-finds-not = الأولى من دون الثانية
search-example-brackets = (الحبوب | القمح) السفن
search-finds-brackets = ما ينتمي بعضه إلى بعض
search-example-beginning = مينا*
search-finds-beginning = كل كلمة تبدأ هكذا
search-example-part = عنوان:العبّارة كاتب:فيك
search-finds-part = في العنوان وحده أو في اسم الكاتب؛ وكذلك كلمة: ومكان: وشخص: ومنظمة:؛ وسابقا: لما قالته النسخ السابقة وحدها
search-example-sorted = العبّارة نوع:تصويب
search-finds-sorted = آخر تغيير فيه تصويب؛ وكذلك قسم: ولغة:
search-example-day = العبّارة بعد:2026-10 قبل:2026-12-24
search-finds-day = نُشر أول مرة منذ يوم أو شهر أو سنة، أو قبلها؛ و«في:» لما نُشر خلالها
search-do = ابحث
search-found =
    { $n ->
        [zero] لا نتائج
        [one] خبر واحد
        [two] خبران
        [few] { $n } أخبار
        [many] { $n } خبرًا
       *[other] { $n } خبر
    }
search-found-many = أكثر من { $n } خبر
search-none = لا يوجد خبر بهذه الكلمات. جرّب كلمات أقل أو غيرها.
search-next = نتائج أخرى
search-first = أولى النتائج
search-meant = هل تقصد
search-narrower = تضييق البحث
search-by-section = القسم
search-by-topic = الموضوع
search-by-place = المكان
search-by-person = الشخص
search-by-organisation = المنظمة
search-by-keyword = كلمة مفتاحية
search-by-kind = آخر تغيير
search-by-language = اللغة
search-part-section = قسم
search-part-topic = موضوع
search-part-place = مكان
search-part-person = شخص
search-part-organisation = منظمة
search-part-keyword = كلمة
search-part-kind = نوع
search-part-language = لغة

## Corrections and authors
corrections-about = ما أخطأنا فيه ومتى صوّبناه.
corrections-none = لا توجد تصويبات.
stories-by = أخبار { $name }

## Settings of the reader
settings-about = تُحفظ في متصفحك فقط، وتبقى الصفحات واحدة للجميع.
settings-theme = الألوان
settings-theme-auto = حسب الجهاز
settings-theme-light = فاتحة
settings-theme-dark = داكنة
settings-size = حجم النص
settings-size-small = صغير
settings-size-normal = عادي
settings-size-large = كبير
settings-size-largest = الأكبر
settings-save = حفظ
settings-saved = حُفظ.

## Set-up and sign-in
setup-title = إعداد الوكالة
setup-agency = اسم الوكالة
setup-agency-hint = كما يظهر في مطلع الأخبار
setup-edition = الطبعة الأولى
setup-edition-name = اسم الموقع
setup-edition-description = جملة واحدة عنه
setup-language = اللغة
setup-zone = المنطقة الزمنية
setup-slug = الكلمة في العناوين
setup-slug-hint = حروف لاتينية وأرقام وشرطات
setup-section = القسم الأول
setup-section-name = اسم القسم
setup-section-description = موضوعه
setup-next = متابعة
setup-waiting = الوكالة قيد الإعداد.
setup-waiting-hint = يجد من شغّل البرنامج رابطًا لمرة واحدة في مخرجاته.
claim-title = اختر كلمة مرور
claim-for = لحساب { $name }، واسم الدخول { $login }
claim-spent = استُخدم هذا الرابط أو انتهت مدته. اطلب رابطًا جديدًا من مدير.
password = كلمة المرور
password-hint = { $n } أحرف على الأقل
password-set = تعيين كلمة المرور
login-name = اسم الدخول
sign-in-wrong = الاسم أو كلمة المرور غير صحيحة.
sign-in-wait =
    { $n ->
        [zero] محاولات كثيرة. انتظر لحظة.
        [one] محاولات كثيرة. انتظر ثانية واحدة.
        [two] محاولات كثيرة. انتظر ثانيتين.
        [few] محاولات كثيرة. انتظر { $n } ثوانٍ.
        [many] محاولات كثيرة. انتظر { $n } ثانية.
       *[other] محاولات كثيرة. انتظر { $n } ثانية.
    }

## Time gone by
ago-now = الآن
ago-minutes =
    { $n ->
        [zero] الآن
        [one] قبل دقيقة
        [two] قبل دقيقتين
        [few] قبل { $n } دقائق
        [many] قبل { $n } دقيقة
       *[other] قبل { $n } دقيقة
    }
ago-hours =
    { $n ->
        [zero] الآن
        [one] قبل ساعة
        [two] قبل ساعتين
        [few] قبل { $n } ساعات
        [many] قبل { $n } ساعة
       *[other] قبل { $n } ساعة
    }
ago-days =
    { $n ->
        [zero] اليوم
        [one] قبل يوم
        [two] قبل يومين
        [few] قبل { $n } أيام
        [many] قبل { $n } يومًا
       *[other] قبل { $n } يوم
    }

## Pages that cannot be shown
error-not-found-title = لا توجد صفحة كهذه
error-not-found-text = ربما كُتب العنوان خطأ. يجد البحث كل خبر بكلماته.
error-held-title = هذا الخبر معلّق
error-held-text = يجري التحقق منه ولا يجوز استخدامه الآن. عد لاحقًا من فضلك.
error-withdrawn-title = سُحب هذا الخبر
error-withdrawn-text = لا يجوز استخدامه بعد الآن بأي من نسخه.
error-method-not-allowed-title = لا يمكن ذلك هنا
error-method-not-allowed-text = لا يقبل هذا العنوان طلبًا من هذا النوع.
error-too-large-title = الحجم كبير جدًا
error-too-large-text = يُقبل { $limit } بايت على الأكثر.
error-bad-request-title = تعذّرت قراءة الطلب
error-bad-request-text = ارجع وحاول مرة أخرى.
error-sign-in-title = سجّل الدخول أولًا
error-sign-in-text = هذه الصفحة للعاملين في غرفة الأخبار.
error-not-allowed-title = دورك لا يشمل هذا
error-not-allowed-text = اطلب ذلك من محرر أو مدير.
error-other-origin-title = جاء هذا الطلب من موقع آخر
error-other-origin-text = افتح الصفحة هنا وحاول مرة أخرى.
error-refused-title = تمنعه قاعدة
error-refused-text = ارجع لتعرف أيها.
error-conflict-title = سبقك أحد
error-conflict-text = أعد تحميل الصفحة لترى ما تغيّر. ما كتبته محفوظ.
error-busy-title = قرّاء كثيرون في آن واحد
error-busy-text = حاول بعد لحظة.
error-away-title = هذه الصفحة غير متاحة الآن
error-away-text = لا يمكن الوصول إلى قاعدة البيانات في هذه اللحظة. الصفحات التي قُرئت مؤخرًا ما زالت متاحة؛ حاول مرة أخرى بعد لحظة.
error-server-title = حدث خلل لدينا
error-server-text = سُجّل الخلل. حاول بعد لحظة.
sign-in-code = رمز العامل الثاني
sign-in-code-hint = ستة أرقام من تطبيقك، أو رمز احتياطي.
sign-in-provider = الدخول عبر { $name }
sign-in-provider-failed = لم تسمح خدمة الدخول لأحد. أعد المحاولة أو راجع المدير.

## Reading on, and what changes while it is read
story-moved = تغيّر هذا الخبر الآن.
story-show = عرض النسخة الجديدة
story-withdrawn-now = سُحب هذا الخبر الآن. لا تعتمد عليه.
story-next = التالي:
next-by-itself = عرض الخبر التالي في الأسفل تلقائيًا
settings-face = الخط
settings-face-serif = مزخرف
settings-face-sans = بسيط
settings-width = عرض النص
settings-width-narrow = ضيق
settings-width-medium = متوسط
settings-width-wide = عريض
story-share = مشاركة
story-copied = نُسخ الرابط
story-listen = استماع
story-stop = إيقاف
most-read = الأكثر قراءة
most-read-none = لم يُحص شيء بعد.
most-read-about = خلال الساعات الأربع والعشرين الماضية. يجري العد من دون ملفات تعريف: من يعيد قراءة مادة في اليوم نفسه يُحسب مرة واحدة، ولا يُحفظ من هو.
story-save = احفظ لوقت لاحق
story-saved = حُفظت
story-embed = تضمين المادة
story-embed-text = ضع هذا في صفحتك. تعرض البطاقة المادة دائمًا كما هي الآن.
passage-copy = نسخ رابط إلى هذا المقطع
wrong-title = الإبلاغ عن خطأ
wrong-passage = المقطع
wrong-text = ما الخطأ فيه؟
wrong-text-hint = إن كنت تعرف الصواب فقل لنا من أين.
wrong-address = عنوان البريد الإلكتروني
wrong-address-hint = فقط إن أردت جوابًا. ننساه بعد أن نجيبك.
wrong-do = أرسله إلى التحرير
wrong-done = شكرًا. وصل بلاغك إلى التحرير وسينظر فيه.
kind-live = مباشر
coverage-points = أهم النقاط
coverage-pinned = مثبّت
coverage-posts = المنشورات
coverage-edited = عُدّل
coverage-new = إظهار المنشورات الجديدة

## المواضيع

topics = المواضيع
topics-about = ما نتابعه عبر الأقسام واللغات.
topics-none = لم يُفتح أي موضوع بعد.
topics-closed = مواضيع مغلقة
topic-closed = أُغلق هذا الموضوع: لا جديد متوقعًا فيه.
topic-follow = تابع هذا الموضوع
topic-feed = التغذية

## السجل العلني

log = السجل
log-about = كل مادة وتعديل وتصويب وسحب يترك هنا قيدًا بالترتيب الذي وصل به إلى الجمهور. لا يستطيع أحد تغيير قيد خفية، ولا نحن.
log-number = القيد
log-when = متى
log-what = ماذا
log-gone = مادة لم يعد يجوز استعمالها
log-how = كيف يُتحقق منه
log-how-tree = في كل قيد بصمة النص الذي نشره. وتقف القيود كلها تحت شجرة ميركل واحدة نوقّع جذرها. من احتفظ بالجذر عرف لاحقًا إن تغيّر شيء قبله، ويستطيع كل أحد أن يحسب الشجرة من جديد من ملفات هذا السجل.
log-how-erased = إذا أوجب القضاء إزالة نص ذهب النص وبقيت بصمته مع السبب.
log-how-check = للتحقق من هذا الموقع من خارجه:
log-checkpoint = الجذر الموقّع
log-witnessed = آخر جذر وقّعه شهود أيضًا: رأوا أن السجل لم يفعل إلا أن ينمو
log-entry = القيد
log-entry-of = القيد { $number } في السجل
log-shown = النص صاحب هذه البصمة يُقرأ هنا ويُعاد حسابه.
log-not-shown = النص صاحب هذه البصمة لم يعد يجوز استعماله ولا يُعرض.
log-leaf = ما في السجل وبصمته
log-path = الطريق منه إلى الجذر فوق { $size } قيدًا
log-json = الشيء نفسه للآلات

## الملفات

dossiers = الملفات
dossiers-about = ما وراء الأخبار: وقائع بمصادرها، وموقف كل طرف، وما جرى وما هو منتظر.
dossiers-none = لم يُفتح أي ملف بعد.
dossiers-closed = مغلقة
dossier-of-topic = الخلفية في الملف
dossier-closed = هذا الملف مغلق: بقي كما كان ولم يعد يُحدَّث.
dossier-stories = كل المواد عنه
dossier-calendar = تقويم المواعيد النهائية
dossier-facts = الوقائع
dossier-background = الخلفية
dossier-positions = الأطراف
dossier-states = أين وصل الأمر
dossier-deadlines = المواعيد النهائية
dossier-timeline = التسلسل الزمني
dossier-as-of = حتى
dossier-source = المصدر: { $name }
dossier-past = انقضى
dossier-days-left =
    { $n ->
        [zero] اليوم
        [one] بعد يوم واحد
        [two] بعد يومين
        [few] بعد { $n } أيام
        [many] بعد { $n } يومًا
       *[other] بعد { $n } يوم
    }
dossier-fresh = جديد
dossier-some-new = الجديد منذ زيارتك الأخيرة: { $n }
dossier-nothing-new = لا جديد منذ زيارتك الأخيرة.
dossier-retired = لم يعد هذا قائمًا.
dossier-changed = بهذه الصيغة منذ
dossier-earlier = ما قبل ذلك
dossier-open = الملف كاملًا
dossier-status-confirmed = مؤكد
dossier-status-claimed = غير مؤكد
dossier-status-disputed = محل خلاف
dossier-stage-proposed = مقترح
dossier-stage-signed = موقّع
dossier-stage-ratified = مصدَّق عليه
dossier-stage-in-force = نافذ
dossier-stage-suspended = معلّق
dossier-stage-withdrawn = مسحوب
dossier-kind-fact = واقعة
dossier-kind-position = موقف
dossier-kind-event = حدث
dossier-kind-state = مرحلة
dossier-kind-deadline = موعد نهائي
dossier-kind-background = خلفية

## الاقتباسات

quotes = الاقتباسات
quotes-about = من قال ماذا ومتى وفي أي مادة: تُقرأ من كل مادة عند نشرها.
quotes-by = ما قاله { $name } في موادنا.
quotes-search = كلمات من الاقتباس
quotes-none = لا اقتباس بهذه الكلمات.
quotes-empty = لم يُقتبس عن أحد بعد.
quotes-in-story = يُقتبس فيها عن:
