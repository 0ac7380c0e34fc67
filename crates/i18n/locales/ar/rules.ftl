## Rules of the newsroom
refusal-no-headline = اكتب عنوانًا.
refusal-headline-too-long = في العنوان { $length } حرفًا، والحد الأقصى { $limit }.
refusal-no-slugline = أعطِ الخبر اسم عمل قصيرًا.
refusal-slugline-changed = اسم العمل للخبر لا يتغيّر: كان { $old }.
refusal-no-section = اختر قسمًا واحدًا على الأقل.
refusal-stale-base = كُتب هذا على النسخة { $base }، والخبر الآن في النسخة { $head }. قارن وانقل تعديلاتك.
refusal-no-such-base = ليس للخبر نسخة { $base }.
refusal-unchanged = لم يتغيّر شيء منذ النسخة الأخيرة.
refusal-wrong-kind = لا يمكن أن يلي هنا إرسال من هذا النوع ({ $kind }).
refusal-refile-changes-meaning = إعادة الإرسال للهفوات الصغيرة فقط، لكن تغيّر غيرها: { $what }، { $place }. أرسل تحديثًا أو تصويبًا.
refusal-correction-without-change = لم يتغيّر شيء مما ورد، فلا شيء يُصوَّب. أرسل تحديثًا أو إعادة إرسال.
refusal-untrue-advisory = سطر التنويه لا يطابق ما تغيّر: { $fault }
refusal-withdrawn = سُحب الخبر، ولا يُرسل منه شيء بعد الآن.
refusal-never-sent = لم يُرسل الخبر قط.
refusal-held = الخبر معلّق. ارفع التعليق عنه بتغيير أو دونه، أو اسحبه.
refusal-not-held = الخبر غير معلّق.
refusal-unanswered = { $count ->
    [zero] لم يبق ما يُجاب عنه.
    [one] اذكر عن معلومة واحدة تغيرت هل كانت خطأ أم تجاوزتها الأحداث.
    [two] اذكر عن معلومتين تغيرتا هل كانتا خطأ أم تجاوزتهما الأحداث.
    [few] اذكر عن { $count } معلومات تغيرت هل كانت خطأ أم تجاوزتها الأحداث.
    [many] اذكر عن { $count } معلومة تغيرت هل كانت خطأ أم تجاوزتها الأحداث.
   *[other] اذكر عن { $count } معلومة تغيرت هل كانت خطأ أم تجاوزتها الأحداث.
}
refusal-wrong-uncorrected = كان «{ $old }» خطأ، فيكون «{ $new }» تصحيحًا. أرسله تصحيحًا.
refusal-wants-second = يحتاج الأمر إلى شخص ثانٍ: { $what }. سُجلت موافقتك، ويمكن لمحرر آخر أن يرسله الآن.
refusal-no-reason = اذكر السبب.
refusal-embargo-in-past = ينتهي الحظر في الماضي. اختر وقتًا لاحقًا أو ارفعه.
refusal-embargo-on-public = الخبر منشور بالفعل، ولم يعد الحظر ينفع.
refusal-picture-without = ينقص الصورة: { $missing }.
refusal-picture-barred = هذه الصورة لا تُستعمل بعد اليوم: خذ غيرها.
refusal-picture-rights-end = حقوق الصورة تنتهي في { $until } بالتوقيت العالمي: خذ غيرها أو مدّدها.
refusal-not-allowed = دورك لا يشمل هذا. اطلبه من محرر أو مدير.

## What refusals name
missing-caption = التعليق
missing-credit = المصدر
grave-quote = اقتباس تغيّر
grave-negation = نفي ظهر أو اختفى
grave-withdrawal = سحب خبر

## Fields that cannot be read
fault-empty = لا يمكن ترك هذا فارغًا.
fault-too-long = النص طويل جدًا.
fault-reserved = هذه الكلمة محجوزة للموقع: اختر غيرها.
fault-taken = هذا الاسم مأخوذ.
fault-slug = استخدم حروفًا لاتينية وأرقامًا وشرطات مفردة.
fault-zone = لا توجد منطقة زمنية كهذه. مثال: Europe/Oslo.
fault-edition = لا توجد طبعة كهذه.
fault-section = لا يوجد قسم كهذا.
fault-subject = لا موضوع بهذا الاسم: موضوع في كل سطر، باسمه أو برمزه.
fault-language = ليست رمز لغة. مثال: en أو ru أو ar.
fault-dateline = تعذّرت قراءة سطر المكان والتاريخ. مثال: بورت ميرين، 12 أكتوبر (وكالة) -
fault-urgency = درجة الاستعجال رقم من 1 إلى 8.
fault-instant = ليس تاريخًا ووقتًا. مثال: 2026-10-12 14:05.
fault-instant-gap = تتخطى الساعات هذا الوقت في ذلك اليوم. اختر غيره.
fault-instant-fold = يتكرر هذا الوقت مرتين في ذلك اليوم. أضف فرق التوقيت مثل +02:00.
fault-picture = لا توجد صورة كهذه.
fault-password-short = كلمة المرور قصيرة جدًا.
fault-filter = تعذّرت قراءة المرشّح: { $what }.
fault-network = هذه ليست شبكة. تُكتب هكذا: 192.0.2.0/24.
fault-choice = اختر من القائمة.
fault-address = هذا ليس عنوانًا. اكتب عنوانًا كاملًا أو مسار مجلد كاملًا.
fault-minutes = اكتب رقمًا من 1 إلى 1440.
fault-mailbox = ليس هذا عنوان بريد إلكتروني.
fault-too-many = عددها كبير بالفعل: احذفوا واحدا أولا.
fault-code = الرمز غير صحيح أو سبق استخدامه.
fault-day = لا يوجد يوم كهذا: السنة والشهر واليوم كما في 2026-12-11.
fault-days = عدد أيام من 0 إلى 65535.
fault-dossier-closed = الملف مغلق: افتحه من جديد لتغييره.
fault-entry-moved = غيّر شخص آخر هذا القيد في هذه الأثناء. نصه الآن في الأسفل؛ وما كتبته باقٍ هنا ويحل محله إن حفظت من جديد.
fault-time = لا وقت كهذا: الساعات والدقائق كما في 09:30.
fault-last-day = لا ينتهي قبل أن يبدأ.
