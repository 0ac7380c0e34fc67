## The desk
desk-desk = Редакция
