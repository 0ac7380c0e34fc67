## The desk
desk-desk = غرفة الأخبار
