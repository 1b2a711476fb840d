create table ledger (
    member ctext not null,
    seq bigint not null,
    rule ctext not null,
    rule_version bigint not null,
    source ctext not null,
    points bigint not null,
    local_date ctext not null,
    at bigint not null,
    reversal bigint not null,
    primary key (member, seq)
);
create unique index ledger_key on ledger (member, rule, source, reversal);
create index ledger_day on ledger (member, local_date);

create table participation (
    member ctext not null,
    kind ctext not null,
    key ctext not null,
    at bigint not null,
    primary key (member, kind, key)
);

create table point_rule (
    id ctext not null,
    version bigint not null,
    points bigint not null,
    daily_cap bigint,
    per_source bigint,
    from_date ctext not null,
    to_date ctext,
    zh ctext not null,
    en ctext not null,
    primary key (id, version)
);

insert into point_rule (id, version, points, daily_cap, per_source, from_date, to_date, zh, en) values
    ('visit', 1, 1, 1, null, '2020-01-01', null, '当日首次访问', 'First visit of the day'),
    ('flash.attended', 1, 5, 10, null, '2020-01-01', null, '参加闪聚（在场≥60%）', 'Gathering attended (≥60 %)'),
    ('spoke', 1, 1, null, 3, '2020-01-01', null, '发言被采纳', 'Spoke in a gathering');
