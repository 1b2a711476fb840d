create table organisation_change (
    seq integer primary key autoincrement,
    at bigint not null,
    kind ctext not null,
    subject ctext not null,
    version bigint not null,
    cause ctext not null,
    source ctext not null,
    actor ctext not null,
    from_node ctext,
    from_category ctext,
    from_relation ctext,
    to_node ctext,
    to_category ctext,
    to_relation ctext
);
