-- A correction that nobody answered is brought to mind once.
alter table correction add column reminded_at bigint;
create index correction_unanswered on correction (filed_at) where state = 'Open' and reminded_at is null;

-- Terms that ran out lately are shown to who held them and to who appoints.
create index office_ended on office (ended_at) where ended_at is not null;

-- Cases of whole units by who opened them.
create index transfer_step_opened on transfer_step (actor) where seq = 1;
