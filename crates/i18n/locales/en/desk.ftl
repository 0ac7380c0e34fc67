## The desk
desk-desk = Desk
