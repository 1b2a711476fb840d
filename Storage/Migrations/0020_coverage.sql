-- What a node means to reach in a period, measured once a day until the period is over.
create table coverage_target (
    id ctext not null primary key,
    node ctext not null references node (id),
    measure ctext not null,
    goal bigint not null,
    since ctext not null,
    until ctext not null,
    source ctext not null,
    set_by ctext not null,
    set_at bigint not null,
    base_numerator bigint not null,
    base_denominator bigint not null,
    next_at bigint,
    dropped_at bigint,
    dropped_by ctext,
    why ctext
);
create unique index coverage_target_running on coverage_target (node, measure) where next_at is not null;
create index coverage_target_node on coverage_target (node, set_at);
create index coverage_target_due on coverage_target (next_at) where next_at is not null;

create table coverage_sample (
    target ctext not null references coverage_target (id),
    day ctext not null,
    at bigint not null,
    numerator bigint not null,
    denominator bigint not null,
    primary key (target, day)
);

-- Demonstration units: awarded from above for a time, reviewed, revoked.
create table demonstration (
    id ctext not null primary key,
    node ctext not null references node (id),
    title ctext not null,
    reason ctext not null,
    since bigint not null,
    until bigint not null,
    version bigint not null,
    awarded_by ctext not null,
    reviewed_at bigint,
    reviewed_by ctext,
    review ctext,
    ended_at bigint,
    ended_by ctext,
    why ctext
);
create unique index demonstration_running on demonstration (node) where ended_at is null;
create index demonstration_node on demonstration (node, since);
