"""Invitations of an office for important business of its host (邀请参加重要工作), ruled on by what is asked of the office."""
