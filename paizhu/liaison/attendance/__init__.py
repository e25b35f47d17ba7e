"""Attendance (参加、列席) of an office at meetings of its host: the supervision opinion, followed to its outcome."""
