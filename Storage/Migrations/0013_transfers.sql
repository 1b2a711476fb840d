-- Transfers of relations. The row is what the case is now; its steps are facts.
create table transfer (
    id ctext not null primary key,
    kind ctext not null,
    member ctext,
    member_name ctext not null,
    source ctext,
    source_name ctext not null,
    source_office ctext,
    target ctext,
    target_name ctext not null,
    target_office ctext,
    reason ctext not null,
    note ctext not null,
    opened_at bigint not null,
    members bigint not null,
    state ctext not null,
    version bigint not null,
    since bigint not null,
    desk ctext,
    desk_name ctext,
    above ctext,
    above_name ctext,
    reminded bigint not null,
    deadline bigint,
    alarm_at bigint,
    expires_at bigint,
    submitted_at bigint,
    issued_at bigint,
    received_at bigint,
    accepted_at bigint,
    closed_at bigint,
    letter_number ctext,
    letter_until bigint,
    dues_from ctext,
    why ctext
);
create index transfer_member_opened on transfer (member, opened_at);
create index transfer_desk on transfer (desk, state);
create index transfer_above on transfer (above, state);
create index transfer_source on transfer (source, opened_at);
create index transfer_target on transfer (target, opened_at);
create index transfer_source_office on transfer (source_office, opened_at);
create index transfer_target_office on transfer (target_office, opened_at);
create index transfer_alarm on transfer (alarm_at) where alarm_at is not null;
create index transfer_expires on transfer (expires_at) where expires_at is not null;

-- Whom a case moves. At most one running case holds a member, whichever kind it is.
create table transfer_member (
    transfer ctext not null,
    member ctext not null,
    running bigint not null,
    primary key (transfer, member)
);
create unique index transfer_member_running on transfer_member (member) where running = 1;
create index transfer_member_member on transfer_member (member);

create table transfer_step (
    transfer ctext not null,
    seq bigint not null,
    at bigint not null,
    action ctext not null,
    state ctext not null,
    actor ctext,
    actor_name ctext not null,
    place ctext not null,
    note ctext not null,
    primary key (transfer, seq)
);

-- The dossier: one paper a slot, and what its picture's bytes hash to.
create table transfer_paper (
    transfer ctext not null,
    slot ctext not null,
    media ctext not null,
    sha256 ctext not null,
    at bigint not null,
    put_by ctext not null,
    accepted bigint,
    checked_by ctext,
    checked_name ctext,
    checked_at bigint,
    why ctext,
    primary key (transfer, slot)
);

alter table media add column transfer ctext;

-- From which month on a member's dues are due where; the latest month not after the one asked for holds.
create table dues_route (
    member ctext not null,
    month ctext not null,
    node ctext not null,
    source ctext not null,
    primary key (member, month)
);

-- Notices of accepted transfers on their way, and where they have come.
create table filing (
    id ctext not null primary key,
    transfer ctext not null,
    sent_to ctext not null,
    addressee ctext not null,
    body ctext not null,
    queued_at bigint not null,
    next_at bigint,
    attempts bigint not null,
    receipt ctext,
    receipt_at bigint
);
create index filing_transfer on filing (transfer);
create index filing_next on filing (next_at) where next_at is not null;

create table filing_inbox (
    id ctext not null primary key,
    addressee ctext not null,
    body ctext not null,
    receipt ctext not null,
    at bigint not null
);
create index filing_inbox_addressee on filing_inbox (addressee, at);

-- Who went to see somebody whose letter was never presented.
create table outreach (
    id ctext not null primary key,
    transfer ctext not null,
    member ctext not null,
    node ctext not null,
    way ctext not null,
    note ctext not null,
    made_by ctext not null,
    made_by_name ctext not null,
    at bigint not null
);
create index outreach_transfer on outreach (transfer, at);

create table card (
    id ctext not null primary key,
    member ctext not null,
    member_name ctext not null,
    home ctext not null,
    home_name ctext not null,
    host ctext not null,
    host_name ctext not null,
    note ctext not null,
    asked_at bigint not null,
    until bigint not null,
    state ctext not null,
    version bigint not null,
    since bigint,
    given_name ctext,
    ended_at bigint,
    why ctext
);
create unique index card_running on card (member, host) where state in ('Requested', 'Running');
create index card_member on card (member, asked_at);
create index card_home on card (home, state);
create index card_host on card (host, state);
create index card_until on card (until) where state in ('Requested', 'Running');

-- Dues that a guest paid at the host, in fen.
create table card_dues (
    card ctext not null,
    month ctext not null,
    fen bigint not null,
    entered_by ctext not null,
    at bigint not null,
    primary key (card, month)
);
