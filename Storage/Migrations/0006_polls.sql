-- Polls that no room has seen yet; an opened one is in the log.
create table prepared_poll (
    gathering ctext not null,
    poll ctext not null,
    form ctext not null,
    primary key (gathering, poll)
);

-- Who has voted. No time; no choices where the poll is anonymous.
create table ballot (
    gathering ctext not null,
    poll ctext not null,
    member ctext not null,
    id ctext not null,
    choices ctext,
    primary key (gathering, poll, member)
);

-- The choices of an anonymous poll: one row, replaced whole, so that nothing in it points to a ballot.
create table ballot_count (
    gathering ctext not null,
    poll ctext not null,
    counts ctext not null,
    primary key (gathering, poll)
);
