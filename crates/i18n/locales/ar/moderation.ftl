## Where moderators keep the discussions
moderation-title = الإشراف
moderation-queue = ما ينتظر
moderation-rejected = المحذوفة
moderation-visible = الأحدث
moderation-readers = القراء
moderation-reader = القارئ
moderation-appeals = الاعتراضات
moderation-record = ما جرى
moderation-rules = القواعد
moderation-count =
    { $n ->
        [zero] لا رسائل تنتظر
        [one] رسالة واحدة تنتظر
        [two] رسالتان تنتظران
        [few] { $n } رسائل تنتظر
        [many] { $n } رسالة تنتظر
        *[other] { $n } رسالة تنتظر
    }
moderation-done = تم.
moderation-undo = تراجع
moderation-nothing = لا شيء ينتظر.
moderation-state-visible = ظاهرة
moderation-state-held = محتجزة
moderation-state-rejected = محذوفة
moderation-state-deleted = حذفها الكاتب
moderation-author = الرسائل الباقية: { $standing }. حُذف من آخر { $last }: { $rejected }.
moderation-reporter = البلاغات الصائبة: { $upheld } من { $n }.
moderation-watched = يُنظر فيها أولًا
moderation-approve = قبول
moderation-reject = حذف
moderation-grounds = السبب
moderation-words = كلمات إلى الكاتب
moderation-pick = اختيار المحررين
moderation-unpick = سحب الاختيار
moderation-story = النقاش
moderation-find = الاسم أو عنوان البريد
moderation-nobody = لا أحد بهذا الاسم.
moderation-since = هنا منذ
moderation-badge = الشارة
moderation-no-badge = لا شيء
moderation-watch = النظر أولًا في كل ما يكتبه هذا القارئ
moderation-watch-story = النظر أولًا في كل ما يُكتب هنا
moderation-sanctions = القرارات بشأنه
moderation-none = لا شيء.
moderation-lift = إلغاء
moderation-uphold = إبقاء
moderation-answer = الرد
moderation-what = ماذا
moderation-hours = الساعات، للإيقاف
moderation-last-hours = خلال آخر ساعات
moderation-sanction = تنفيذ
moderation-notes = ملاحظات للمشرفين فقط
moderation-note = ملاحظة
moderation-said = آخر ما كتبه
moderation-lifted =
    { $n ->
        [zero] لم يُلغَ شيء
        [one] أُلغي قرار واحد
        [two] أُلغي قراران
        [few] أُلغيت { $n } قرارات
        [many] أُلغي { $n } قرارًا
        *[other] أُلغي { $n } قرار
    }
moderation-lift-all = إلغاء كل ما كان لسبب واحد
moderation-lift-all-text = حين يتخذ مشرف، أو من يستخدم حسابه، قرارات كثيرة خطأً لسبب واحد.
moderation-rules-text = تمرّ الرسالة بهذه بالترتيب: الطول، فتح النقاش، التكرار، الكلمات، الروابط، السرعة، السجل، الفحص الخارجي، وما يُنظر فيه أولًا.
moderation-rule-least = أقل عدد من الرموز
moderation-rule-most = أكثر عدد من الرموز
moderation-rule-links = روابط لا يُنظر فيها
moderation-rule-new-hours = يبقى الحساب جديدًا كذا ساعة
moderation-rule-first = الرسائل الأولى التي يُنظر فيها
moderation-rule-rejected-percent = النسبة المئوية من المحذوف التي يُحتجز عندها كل شيء (0: أبدًا)
moderation-rule-close-days = يبقى النقاش مفتوحًا كذا يومًا بعد آخر تحديث (0: دائمًا)
moderation-rule-all-first = النظر في كل شيء أولًا
moderation-rule-banned = كلمات لا تُنشر، واحدة في السطر؛ * في النهاية تعني كل ما يبدأ بها
moderation-rule-suspect = كلمات يُنظر فيها أولًا، واحدة في السطر
moderation-rule-checker = عنوان الفحص الخارجي
moderation-rule-secret = يوقَّع بـ
moderation-mode = الغرض
moderation-mode-comments = تعليقات
moderation-mode-questions = أسئلة للخبراء
moderation-closed = مفتوح أو مغلق
moderation-is-open = مفتوح
moderation-close-in = الإغلاق بعد كذا ساعة
moderation-slow = الثواني بين رسالتين لقارئ واحد
phase-length = الطول
phase-open = الفتح
phase-repeat = التكرار
phase-words = الكلمات
phase-links = الروابط
phase-rate = السرعة
phase-record = السجل
phase-outside = الفحص الخارجي
phase-premoderation = النظر المسبق
phase-reports = البلاغات
desk-keys-moderation = أثناء الإشراف
desk-key-message-down = الرسالة التالية
desk-key-message-up = الرسالة السابقة
desk-key-approve = قبول
desk-key-reject = اختيار سبب والحذف
desk-key-undo-last = التراجع عن آخر قرار
moderation-pin = تثبيت فوق الدردشة
moderation-unpin = إزالة التثبيت
moderation-keep-out =
    { $n ->
        [1] إيقاف الكاتب ساعة
        [24] إيقاف يومًا
        [168] إيقاف أسبوعًا
        [zero] إيقاف { $n } ساعة
        [one] إيقاف ساعة واحدة
        [two] إيقاف ساعتين
        [few] إيقاف { $n } ساعات
        [many] إيقاف { $n } ساعة
        *[other] إيقاف { $n } ساعة
    }
moderation-failed = لم يُقبل ذلك. انظر إليه في صفحة المشرفين.
act-pin = ثُبّتت رسالة
act-unpin = أُزيل تثبيت
moderation-age = عمر الحساب الذي يحق له الكتابة هنا بالساعات
